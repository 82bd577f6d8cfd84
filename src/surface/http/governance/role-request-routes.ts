import type { FastifyInstance } from "fastify";
import { z } from "zod";
import {
  type GivenRole as GivenAnswer,
  type RoleRequest as RequestAnswer,
  approveRoleRequest,
  askRoleRequest,
  refuseRoleRequest,
  uuid,
} from "../../../../contract/index.ts";
import type { GivenRole, RoleRequest } from "../../../care/governance/index.ts";
import { parsePersonId } from "../../../foundation/kernel/index.ts";
import { decisionSignatureAnswer, typedSecret } from "../signature-answer.ts";
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
    const [requests, given] = await Promise.all([roleGrants.waiting(caller), roleGrants.given(caller)]);
    return { requests: requests.map(answerOf), given: given.map(givenAnswer) };
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
    const { id } = parseInput(requestPath, request.params);
    await roleGrants.approve(caller, id, typedSecret(parseInput(approveRoleRequest, request.body ?? {}).password));
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

function givenAnswer({ decidedAt, signature, ...rest }: GivenRole): GivenAnswer {
  return { ...rest, decidedAt: instant(decidedAt), signature: decisionSignatureAnswer(signature) };
}

function answerOf({ requestedAt, until, gains, ...rest }: RoleRequest): RequestAnswer {
  return { ...rest, gains: [...gains], requestedAt: instant(requestedAt), until: instant(until) };
}
