import type { FastifyInstance } from "fastify";
import { z } from "zod";
import {
  type RoleRequest as RequestAnswer,
  askRoleRequest,
  refuseRoleRequest,
  uuid,
} from "../../../../contract/index.ts";
import type { RoleRequest } from "../../../care/governance/index.ts";
import { parsePersonId } from "../../../foundation/kernel/index.ts";
import { parseInput, requirePermission, requirePersonCaller, requireStepUp } from "./guards.ts";
import { instant } from "./instant.ts";
import type { GovernanceRoutesPorts } from "./ports.ts";

const requestPath = z.object({ id: uuid });

/** Roles that run the organisation, which two people give. */
export function roleRequestRoutes(app: FastifyInstance, ports: GovernanceRoutesPorts): void {
  const { authenticate, now } = ports;
  const { roleGrants } = ports.governance;

  app.get("/api/role-requests", async (request) => {
    const caller = await requirePermission(authenticate, request, "people.manage");
    return { requests: (await roleGrants.waiting(caller)).map(answerOf) };
  });

  app.post("/api/role-requests", async (request, reply) => {
    await requirePersonCaller(authenticate, request);
    const caller = await requirePermission(authenticate, request, "people.manage");
    requireStepUp(caller, now());
    const { personId, role } = parseInput(askRoleRequest, request.body);
    return reply.code(201).send(answerOf(await roleGrants.request(caller, { person: parsePersonId(personId), role })));
  });

  app.post("/api/role-requests/:id/approve", async (request, reply) => {
    await requirePersonCaller(authenticate, request);
    const caller = await requirePermission(authenticate, request, "people.manage");
    requireStepUp(caller, now());
    await roleGrants.approve(caller, parseInput(requestPath, request.params).id);
    return reply.code(204).send();
  });

  app.post("/api/role-requests/:id/refuse", async (request, reply) => {
    await requirePersonCaller(authenticate, request);
    const caller = await requirePermission(authenticate, request, "people.manage");
    const { id } = parseInput(requestPath, request.params);
    await roleGrants.refuse(caller, id, parseInput(refuseRoleRequest, request.body ?? {}).note);
    return reply.code(204).send();
  });

  app.post("/api/role-requests/:id/withdraw", async (request, reply) => {
    const caller = await requirePersonCaller(authenticate, request);
    await roleGrants.withdraw(caller, parseInput(requestPath, request.params).id);
    return reply.code(204).send();
  });
}

function answerOf({ requestedAt, until, gains, ...rest }: RoleRequest): RequestAnswer {
  return { ...rest, gains: [...gains], requestedAt: instant(requestedAt), until: instant(until) };
}
