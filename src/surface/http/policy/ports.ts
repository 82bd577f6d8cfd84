import type { Consents } from "../../../care/consents/index.ts";
import type { Chart } from "../../../custody/chart/index.ts";
import type { Identity } from "../../../custody/identity/index.ts";
import type { LedgerWriter } from "../../../custody/ledger/index.ts";
import type { Policy } from "../../../custody/policy/index.ts";
import type { Clock, TenantId } from "../../../foundation/kernel/index.ts";
import type { Authenticate } from "../identity/index.ts";

export interface PolicyRoutesPorts {
  readonly authenticate: Authenticate;
  readonly policy: Policy;
  readonly chart: Chart;
  readonly consents: Consents;
  /** Where anybody reads the organisation's public signature keys. */
  readonly keysAt: (tenant: TenantId) => Promise<string>;
  /** Decides and reads as the chart does, and notes nothing. What is shown of its answers is witnessed here. */
  readonly rehearsal: Pick<Chart, "read" | "search">;
  readonly ledger: Pick<LedgerWriter, "witness">;
  readonly people: Pick<Identity["people"], "get" | "list" | "countByRole">;
  readonly settings: Identity["settings"];
  readonly now: Clock;
}
