import type { FastifyInstance } from "fastify";
import { type RequestBudgetList, organisationBudgets } from "../../../../contract/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import { changeRequestBudgets, listRequestBudgets, requestBudgets } from "../edge/request-budgets.ts";
import { requirePermission } from "./guard.ts";
import { parseInput } from "./parse-input.ts";
import type { RoutePorts } from "./ports.ts";
import { requireStepUp } from "./step-up.ts";

/** How many requests the organisation lets itself make. */
export function requestBudgetRoutes(app: FastifyInstance, ports: RoutePorts): void {
  const { settings } = ports.identity;

  async function list(tenant: TenantId): Promise<RequestBudgetList> {
    const used = await ports.usage?.({ tenant }, await settings.get(tenant, requestBudgets));
    return listRequestBudgets(settings, tenant, used);
  }

  app.get("/api/settings/requests", async (request) => {
    const { tenant } = await requirePermission(ports.authenticate, request, "policies.manage");
    return list(tenant);
  });

  app.put("/api/settings/requests", async (request) => {
    const caller = await requirePermission(ports.authenticate, request, "policies.manage");
    requireStepUp(caller, ports.now());
    const next = parseInput(organisationBudgets, request.body);
    await changeRequestBudgets(settings, { actor: caller, tenant: caller.tenant }, () => next);
    return list(caller.tenant);
  });
}
