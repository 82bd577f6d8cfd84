import type { FastifyInstance } from "fastify";
import { identitySettings as settingsShape } from "../../../../contract/index.ts";
import type { PasswordProfiles } from "../../../../contract/index.ts";
import {
  changesOf,
  identitySettings,
  passwordProfiles,
  profileDisagreements,
  profileRules,
} from "../../../custody/identity/index.ts";
import { requireCaller, requirePermission } from "./guard.ts";
import { parseInput } from "./parse-input.ts";
import type { RoutePorts } from "./ports.ts";
import { requireStepUp } from "./step-up.ts";

/** What an organisation decides about sign-in, and what the password profiles mean. */
export function signInPolicyRoutes(app: FastifyInstance, ports: RoutePorts): void {
  const { settings } = ports.identity;

  app.get("/api/settings/identity", async (request) => {
    const caller = await requirePermission(ports.authenticate, request, "policies.manage");
    return settings.get(caller.tenant, identitySettings);
  });

  app.put("/api/settings/identity", async (request) => {
    const caller = await requirePermission(ports.authenticate, request, "policies.manage");
    requireStepUp(caller, ports.now());
    const next = parseInput(settingsShape, request.body);
    return settings.change(caller, caller.tenant, identitySettings, (before) => ({
      value: next,
      detail: changesOf(before, next),
    }));
  });

  app.get("/api/password-profiles", async (request): Promise<PasswordProfiles> => {
    const caller = await requireCaller(ports.authenticate, request);
    const { passwordProfile } = await settings.get(caller.tenant, identitySettings);
    const names = ["policy", "nist-800-63b-4"] as const;
    return {
      inForce: passwordProfile,
      profiles: names.map((name) => ({
        name,
        title: passwordProfiles[name].title,
        rules: profileRules[name].map((rule) => ({ ...rule })),
      })),
      disagreements: profileDisagreements.map((one) => ({ ...one })),
    };
  });
}
