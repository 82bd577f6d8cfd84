import type { Governance, GovernanceSettings } from "../../../care/governance/index.ts";
import type { Clock, TenantId } from "../../../foundation/kernel/index.ts";
import type { Authenticate } from "../identity/index.ts";

export interface GovernanceRoutesPorts {
  readonly governance: Governance;
  readonly authenticate: Authenticate;
  readonly settings: (tenant: TenantId) => Promise<GovernanceSettings>;
  readonly now: Clock;
}
