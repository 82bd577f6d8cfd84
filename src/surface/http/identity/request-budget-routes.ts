import type { FastifyInstance } from "fastify";
import { organisationBudgets } from "../../../../contract/index.ts";
import { changeRequestBudgets, listRequestBudgets } from "../edge/request-budgets.ts";
import { requirePermission } from "./guard.ts";
import { parseInput } from "./parse-input.ts";
import type { RoutePorts } from "./ports.ts";
import { requireStepUp } from "./step-up.ts";

/** How many requests the organisation lets itself make. */
export function requestBudgetRoutes(app: FastifyInstance, ports: RoutePorts): void {
  const { settings } = ports.identity;

  app.get("/api/settings/requests", async (request) => {
    const { tenant } = await requirePermission(ports.authenticate, request, "policies.manage");
    return listRequestBudgets(settings, tenant);
  });

  app.put("/api/settings/requests", async (request) => {
    const caller = await requirePermission(ports.authenticate, request, "policies.manage");
    requireStepUp(caller, ports.now());
    const next = parseInput(organisationBudgets, request.body);
    await changeRequestBudgets(settings, { actor: caller, tenant: caller.tenant }, next);
    return listRequestBudgets(settings, caller.tenant);
  });
}
