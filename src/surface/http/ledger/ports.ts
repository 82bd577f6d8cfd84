import type { Chart } from "../../../custody/chart/index.ts";
import type {
  LedgerReader,
  LedgerWriter,
  Publication,
  Verification,
  WitnessStanding,
} from "../../../custody/ledger/index.ts";
import type { Clock, TenantId } from "../../../foundation/kernel/index.ts";
import type { Authenticate } from "../identity/index.ts";

export interface LedgerRoutesPorts {
  readonly authenticate: Authenticate;
  readonly chart: Pick<Chart, "withPatient" | "seenAmong">;
  readonly ledger: Pick<LedgerWriter, "witness">;
  readonly reader: LedgerReader;
  /** What everybody is shown of an organisation's ledger. */
  readonly publication: (tenant: TenantId) => Promise<Publication>;
  readonly witnesses: (tenant: TenantId) => readonly WitnessStanding[];
  /** Re-checks an organisation's whole ledger. */
  readonly verify: (tenant: TenantId) => AsyncGenerator<Verification>;
  readonly now: Clock;
  readonly onFailure: (error: unknown) => void;
}
