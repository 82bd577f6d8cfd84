import type { Authorization } from "../../../custody/authorization/index.ts";
import type { Chart } from "../../../custody/chart/index.ts";
import type { Identity } from "../../../custody/identity/index.ts";
import type { Clock } from "../../../foundation/kernel/index.ts";
import type { BudgetUsage } from "../edge/index.ts";
import type { Authenticate } from "../identity/index.ts";

export interface OauthRoutesPorts {
  readonly authorization: Authorization;
  readonly identity: Pick<Identity, "organisations" | "people" | "sessions">;
  /** Shows a chosen patient's name, as the person who chooses may see it. */
  readonly chart: Pick<Chart, "read">;
  readonly authenticate: Authenticate;
  /** How many requests are being made; not told without it. */
  readonly usage?: BudgetUsage | undefined;
  readonly now: Clock;
}
