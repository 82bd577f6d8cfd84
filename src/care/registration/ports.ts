import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { Clock, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import type { MergeGate, PassingMerge } from "./merge-gate.ts";

/** What the rule of patients' records stands on. */
export interface PatientRulePorts {
  readonly db: Database;
  /** Hashes a text under a key of the organisation's: 16 bytes, the same for ever. */
  readonly blinding: (tenant: TenantId) => Promise<(text: string) => Buffer>;
  /** Current records of these ids that are about no patient. Not witnessed, for they are the house's own. */
  readonly directory: (tenant: TenantId, ids: readonly ResourceId[]) => Promise<ReadonlyMap<ResourceId, FhirResource>>;
  readonly gate: MergeGate;
  /** Writes down, under each of the two patients, what was done with their records. */
  readonly record: (
    tx: Transaction,
    caller: Caller,
    act: PassingMerge["act"],
    patients: readonly ResourceId[],
  ) => Promise<void>;
  readonly now: Clock;
}

/** What the desk's registration stands on. */
export interface RegistrationPorts {
  readonly chart: Pick<Chart, "search" | "read" | "transact">;
  /** Decides and reads as `chart` does, and notes nothing. */
  readonly rehearsal: Pick<Chart, "search">;
  readonly gate: MergeGate;
  /** Why this record can't be merged now, in words that tell nothing of it; undefined where it can. */
  readonly forbids: (tenant: TenantId, patient: ResourceId) => Promise<string | undefined>;
  readonly now: Clock;
}
