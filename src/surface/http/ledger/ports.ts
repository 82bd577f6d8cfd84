import type { Chart } from "../../../custody/chart/index.ts";
import type { LedgerReader, LedgerWriter, Verification } from "../../../custody/ledger/index.ts";
import type { Clock, TenantId } from "../../../foundation/kernel/index.ts";
import type { Authenticate } from "../identity/index.ts";

export interface LedgerRoutesPorts {
  readonly authenticate: Authenticate;
  readonly chart: Pick<Chart, "withPatient">;
  readonly ledger: Pick<LedgerWriter, "witness">;
  readonly reader: LedgerReader;
  /** Re-checks an organisation's whole ledger. */
  readonly verify: (tenant: TenantId) => AsyncGenerator<Verification>;
  readonly now: Clock;
  readonly onFailure: (error: unknown) => void;
}
