import type { Governance } from "../../../care/governance/index.ts";
import type { LockedNames, Settings } from "../../../custody/identity/index.ts";
import type { Clock } from "../../../foundation/kernel/index.ts";
import type { Authenticate } from "../identity/index.ts";

export interface GovernanceRoutesPorts {
  readonly governance: Governance;
  readonly authenticate: Authenticate;
  readonly settings: Settings;
  readonly lockedNames: Pick<LockedNames, "of" | "read">;
  readonly now: Clock;
}
