import type { FastifyInstance } from "fastify";
import { failedSignInsRead } from "../../../../contract/index.ts";
import { parsePersonId } from "../../../foundation/kernel/index.ts";
import { parseInput, requirePersonCaller } from "./guards.ts";
import { instant } from "./instant.ts";
import type { GovernanceRoutesPorts } from "./ports.ts";

/** What failed at the door in the caller's own name. */
export function failedSignInRoutes(app: FastifyInstance, { authenticate, lockedNames }: GovernanceRoutesPorts): void {
  app.get("/api/account/failed-sign-ins", async (request) => {
    const { tenant, id } = await requirePersonCaller(authenticate, request);
    const found = await lockedNames.of(tenant, parsePersonId(id));
    if (found === undefined) return {};
    const { failures, since, lastAt, lockedAt } = found;
    return {
      notice: { failures, since: instant(since), lastAt: instant(lastAt), lockedAt: instant(lockedAt) },
    };
  });

  app.post("/api/account/failed-sign-ins/read", async (request, reply) => {
    const { tenant, id } = await requirePersonCaller(authenticate, request);
    const { lastAt } = parseInput(failedSignInsRead, request.body);
    await lockedNames.read(tenant, parsePersonId(id), Date.parse(lastAt));
    return reply.code(204).send();
  });
}
