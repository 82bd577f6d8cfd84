import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { renameSessionRequest, uuid } from "../../../../contract/index.ts";
import type { SessionRow } from "../../../../contract/index.ts";
import type { SessionInfo } from "../../../custody/identity/index.ts";
import { displayName } from "../../../custody/identity/index.ts";
import { parsePersonId } from "../../../foundation/kernel/index.ts";
import { personCaller } from "./authenticate.ts";
import { requirePermission } from "./guard.ts";
import { instant } from "./instant.ts";
import { roleOf } from "./known-role.ts";
import { parseInput } from "./parse-input.ts";
import type { RoutePorts } from "./ports.ts";
import { Refusal } from "./refusal.ts";
import { requireSession } from "./session-routes.ts";
import { requireStepUp } from "./step-up.ts";

const sessionPath = z.object({ id: uuid });

/** One's own sessions, and everybody's for those who manage them. */
export function sessionListRoutes(app: FastifyInstance, ports: RoutePorts): void {
  const { sessions } = ports.identity;

  app.get("/api/account/sessions", async (request) => {
    const { session } = await requireSession(ports, request);
    const { tenant, person, role, sessionId } = session;
    const usual = (await roleOf(ports, tenant, role))?.purposes[0] ?? "";
    const list = await sessions.list(tenant, person.id);
    return { sessions: list.map((one) => rowOf(one, { current: sessionId, usual })) };
  });

  app.patch("/api/account/sessions/:id", async (request) => {
    const { session } = await requireSession(ports, request);
    const { tenant, person, role, sessionId } = session;
    const { id } = parseInput(sessionPath, request.params);
    const { name } = parseInput(renameSessionRequest, request.body);
    await sessions.rename(tenant, person.id, id, name);
    const usual = (await roleOf(ports, tenant, role))?.purposes[0] ?? "";
    const renamed = (await sessions.list(tenant, person.id)).find((one) => one.id === id);
    if (renamed === undefined) throw new Refusal(404, "sessions/unknown", "There is no such session.");
    return rowOf(renamed, { current: sessionId, usual });
  });

  app.delete("/api/account/sessions/:id", async (request, reply) => {
    const { session } = await requireSession(ports, request);
    requireStepUp(session, ports.now());
    const actor = await personCaller(ports.policy, session, request);
    await sessions.endNamed(actor, session.tenant, parseInput(sessionPath, request.params).id, session.person.id);
    return reply.code(204).send();
  });

  app.delete("/api/account/sessions", async (request, reply) => {
    const { session } = await requireSession(ports, request);
    requireStepUp(session, ports.now());
    const actor = await personCaller(ports.policy, session, request);
    await sessions.endAllOf(actor, session.tenant, session.person.id, session.sessionId);
    return reply.code(204).send();
  });

  app.get("/api/sessions", async (request) => {
    const caller = await requirePermission(ports.authenticate, request, "sessions.manage");
    const list = await sessions.list(caller.tenant);
    return {
      sessions: list.map((one) => ({
        ...rowOf(one, { current: caller.sessionId, usual: "" }),
        person: { id: one.person.id, displayName: displayName(one.person) },
      })),
    };
  });

  app.delete("/api/sessions/:id", async (request, reply) => {
    const caller = await requirePermission(ports.authenticate, request, "sessions.manage");
    requireStepUp(caller, ports.now());
    await sessions.endNamed(caller, caller.tenant, parseInput(sessionPath, request.params).id);
    return reply.code(204).send();
  });

  app.delete("/api/people/:id/sessions", async (request, reply) => {
    const caller = await requirePermission(ports.authenticate, request, "sessions.manage");
    requireStepUp(caller, ports.now());
    const { id } = parseInput(sessionPath, request.params);
    await sessions.endAllOf(caller, caller.tenant, parsePersonId(id));
    return reply.code(204).send();
  });
}

function rowOf(
  { id, name, userAgent, address, beganAt, seenAt, purpose }: SessionInfo,
  { current, usual }: { readonly current: string | undefined; readonly usual: string },
): SessionRow {
  return {
    id,
    name,
    userAgent,
    address,
    beganAt: instant(beganAt),
    seenAt: instant(seenAt),
    purpose: purpose ?? usual,
    current: id === current,
  };
}
