import type { Chart } from "../../../custody/chart/index.ts";
import type {
  LedgerReader,
  LedgerWriter,
  Publication,
  RetentionStanding,
  Verification,
  WitnessStanding,
} from "../../../custody/ledger/index.ts";
import type { Clock, ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Authenticate } from "../identity/index.ts";

export interface LedgerRoutesPorts {
  readonly authenticate: Authenticate;
  readonly chart: Pick<Chart, "withPatient" | "seenAmong">;
  readonly ledger: Pick<LedgerWriter, "witness">;
  readonly reader: LedgerReader;
  /** Every entry about a patient, and that they are all. @throws LedgerError */
  readonly proveWhoLooked: (tenant: TenantId, patient: ResourceId) => Promise<string>;
  /** What everybody is shown of an organisation's ledger. */
  readonly publication: (tenant: TenantId) => Promise<Publication>;
  /** What is kept of an organisation's ledger, and what is gone. */
  readonly retention: (tenant: TenantId) => Promise<RetentionStanding>;
  readonly witnesses: (tenant: TenantId) => readonly WitnessStanding[];
  /** Re-checks an organisation's whole ledger. */
  readonly verify: (tenant: TenantId) => AsyncGenerator<Verification>;
  readonly now: Clock;
  readonly onFailure: (error: unknown) => void;
}
