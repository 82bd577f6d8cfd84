import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { Clock, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import type { CardKind, CardWords } from "./card.ts";
import type { MergeGate, PassingMerge } from "./merge-gate.ts";
import type { PrivacyNotice } from "./privacy-notice.ts";

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
  readonly chart: Pick<Chart, "search" | "read" | "create" | "update" | "transact">;
  /** Decides and reads as `chart` does, and notes nothing. */
  readonly rehearsal: Pick<Chart, "search">;
  readonly gate: MergeGate;
  /** Why this record can't be merged now, in words that tell nothing of it; undefined where it can. */
  readonly forbids: (tenant: TenantId, patient: ResourceId) => Promise<string | undefined>;
  /** The organisation's privacy notice as it stands. */
  readonly noticeOf: (tenant: TenantId) => Promise<PrivacyNotice>;
  /** The last number that was given in the series of a prefix; 0 before its first. */
  readonly lastOf: (tenant: TenantId, prefix: string) => Promise<number>;
  /** Makes a PDF of it. */
  readonly print: (tenant: TenantId, words: CardWords) => Promise<Buffer>;
  /** Writes down under the patient that it was printed, before it is handed out. */
  readonly printed: (caller: Caller, patient: ResourceId, kind: CardKind) => Promise<void>;
  readonly now: Clock;
}
