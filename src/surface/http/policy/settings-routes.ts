import type { FastifyInstance } from "fastify";
import { type PolicySettingsRow, policySettingsRow } from "../../../../contract/index.ts";
import { type PolicySettings, isTimeZone, policySettings } from "../../../custody/policy/index.ts";
import { Refusal, parseInput, requirePermission, requireStepUp } from "../identity/index.ts";
import type { PolicyRoutesPorts } from "./ports.ts";

/** What an organisation decides about relations. */
export function settingsRoutes(app: FastifyInstance, ports: PolicyRoutesPorts): void {
  const { authenticate, policy, settings, now } = ports;

  app.get("/api/settings/policy", async (request): Promise<PolicySettingsRow> => {
    const { tenant } = await requirePermission(authenticate, request, "policies.manage");
    return { ...(await settings.get(tenant, policySettings)) };
  });

  app.put("/api/settings/policy", async (request): Promise<PolicySettingsRow> => {
    const caller = await requirePermission(authenticate, request, "policies.manage");
    requireStepUp(caller, now());
    const next = parseInput(policySettingsRow, request.body);
    if (!isTimeZone(next.timeZone))
      throw new Refusal(422, "policy/unknown-time-zone", "That is no time zone. Write one such as Europe/London.", {
        path: "timeZone",
      });
    const stored = await settings.change(caller, caller.tenant, policySettings, (before) => ({
      value: next,
      detail: changes(before, next),
    }));
    policy.forget(caller.tenant);
    return { ...stored };
  });
}

function changes(before: PolicySettings, after: PolicySettings): string {
  const names = Object.keys(before) as (keyof PolicySettings)[];
  const changed = names.filter((name) => before[name] !== after[name]);
  return changed.map((name) => `${name} ${before[name]} to ${after[name]}`).join(", ") || "nothing";
}
