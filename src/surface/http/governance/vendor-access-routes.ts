import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import {
  type VendorAccess as VendorAnswer,
  uuid,
  vendorAccessRequest,
  vendorDecisionRequest,
} from "../../../../contract/index.ts";
import type { VendorAccess } from "../../../care/governance/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { parsePersonId } from "../../../foundation/kernel/index.ts";
import { decisionSignatureAnswer, typedSecret } from "../signature-answer.ts";
import { parseInput, requireAnyPermission, requirePermission, requirePersonCaller, requireStepUp } from "./guards.ts";
import { instant, instantOrNothing } from "./instant.ts";
import type { GovernanceRoutesPorts } from "./ports.ts";

const accessPath = z.object({ id: uuid });
const either = ["people.manage", "vendor.approve"] as const;

export function vendorAccessRoutes(app: FastifyInstance, ports: GovernanceRoutesPorts): void {
  const { authenticate, now } = ports;
  const { vendorAccess } = ports.governance;

  app.get("/api/vendor-access", async (request) => {
    const caller = await requireAnyPermission(authenticate, request, either);
    const { access, mostDays } = await vendorAccess.list(caller);
    return { access: access.map((one) => answerOf(one, caller)), mostDays };
  });

  app.post("/api/vendor-access", async (request, reply) => {
    const caller = await requireAnyPermission(authenticate, request, either);
    requireStepUp(caller, now());
    const { personId, ticket, purpose, scopes, from, until } = parseInput(vendorAccessRequest, request.body);
    const made = await vendorAccess.request(caller, {
      person: parsePersonId(personId),
      ticket,
      purpose,
      scopes,
      from: Date.parse(from),
      until: Date.parse(until),
    });
    return reply.code(201).send(answerOf(made, caller));
  });

  const read = (request: FastifyRequest) => {
    const { note, password } = parseInput(vendorDecisionRequest, request.body ?? {});
    return { id: parseInput(accessPath, request.params).id, note, password: typedSecret(password) };
  };

  app.post("/api/vendor-access/:id/approve", async (request) => {
    const caller = await requirePermission(authenticate, request, "vendor.approve");
    requireStepUp(caller, now());
    return answerOf(await vendorAccess.decide(caller, { ...read(request), decision: "approve" }), caller);
  });

  app.post("/api/vendor-access/:id/refuse", async (request) => {
    const caller = await requirePermission(authenticate, request, "vendor.approve");
    return answerOf(await vendorAccess.decide(caller, { ...read(request), decision: "refuse" }), caller);
  });

  app.post("/api/vendor-access/:id/withdraw", async (request) => {
    const caller = await requirePersonCaller(authenticate, request);
    return answerOf(await vendorAccess.decide(caller, { ...read(request), decision: "withdraw" }), caller);
  });

  app.post("/api/vendor-access/:id/end", async (request) => {
    const caller = await requireAnyPermission(authenticate, request, either);
    return answerOf(await vendorAccess.end(caller, read(request)), caller);
  });
}

function answerOf(access: VendorAccess, caller: Caller): VendorAnswer {
  const { from, until, requestedAt, decidedAt, endedAt, scopes, may, signature, ...rest } = access;
  return {
    ...rest,
    scopes: [...scopes],
    from: instant(from),
    until: instant(until),
    requestedAt: instant(requestedAt),
    decidedAt: instantOrNothing(decidedAt),
    endedAt: instantOrNothing(endedAt),
    signature: decisionSignatureAnswer(signature),
    may: { ...may, end: may.end && either.some((one) => caller.permissions.has(one)) },
  };
}
