import type { FastifyInstance } from "fastify";
import { governanceSettings as settingsShape } from "../../../../contract/index.ts";
import { changesOf, governanceSettings } from "./governance-settings.ts";
import { parseInput, requirePermission, requireStepUp } from "./guards.ts";
import type { GovernanceRoutesPorts } from "./ports.ts";

export function governanceSettingsRoutes(
  app: FastifyInstance,
  { authenticate, settings, now }: GovernanceRoutesPorts,
): void {
  app.get("/api/settings/governance", async (request) => {
    const { tenant } = await requirePermission(authenticate, request, "policies.manage");
    return settings.get(tenant, governanceSettings);
  });

  app.put("/api/settings/governance", async (request) => {
    const caller = await requirePermission(authenticate, request, "policies.manage");
    requireStepUp(caller, now());
    const next = parseInput(settingsShape, request.body);
    return settings.change(caller, caller.tenant, governanceSettings, (before) => ({
      value: next,
      detail: changesOf(before, next),
    }));
  });
}
