import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Session } from "../../../../contract/index.ts";
import { newPasswordRequest, secondFactorRequest, signInRequest } from "../../../../contract/index.ts";
import { Secret } from "../../../foundation/kernel/index.ts";
import type { Origin, SessionCookie } from "../../../custody/identity/index.ts";
import { findSession, personCaller } from "./authenticate.ts";
import { refuseCrossSite, refuseForged } from "./cross-site.ts";
import { requireCaller } from "./guard.ts";
import { parseInput } from "./parse-input.ts";
import type { RoutePorts } from "./ports.ts";
import { nobodySignedIn } from "./refusal.ts";
import { refusalOfSignIn, sessionAnswer, stepAnswer } from "./session-answer.ts";
import { clearCookieHeader, setCookieHeader } from "./session-cookie-header.ts";

export function originOf(request: FastifyRequest): Origin {
  return { from: request.ip, requestId: request.id };
}

/** Hands the cookie over and answers the new session. */
export async function answerNewSession(
  ports: RoutePorts,
  reply: FastifyReply,
  cookie: SessionCookie,
): Promise<Session> {
  const session = await ports.identity.sessions.find(cookie);
  if (session === undefined) throw nobodySignedIn();
  const answer = await sessionAnswer(ports.identity, { session, cookie }, ports.now);
  reply.header("set-cookie", setCookieHeader(cookie));
  return answer;
}

export function sessionRoutes(app: FastifyInstance, ports: RoutePorts): void {
  const { signIn, sessions, organisations } = ports.identity;

  /** Before anybody is proven: nobody from another site, nobody too often. */
  function beginAttempt(request: FastifyRequest): void {
    refuseCrossSite(request);
    ports.countAttempt(request.ip);
  }

  app.post("/api/session", async (request) => {
    beginAttempt(request);
    const { organisation: shortName, username, password } = parseInput(signInRequest, request.body);
    const organisation = await organisations.named(shortName);
    return stepAnswer(
      await signIn.withPassword(organisation, { username, password: new Secret(password) }, originOf(request)),
    );
  });

  app.post("/api/session/password", async (request) => {
    beginAttempt(request);
    const { challenge, password } = parseInput(newPasswordRequest, request.body);
    return stepAnswer(await signIn.replacePassword(challenge, new Secret(password)));
  });

  app.post("/api/session/second-factor", async (request, reply) => {
    beginAttempt(request);
    const { challenge, code } = parseInput(secondFactorRequest, request.body);
    const outcome = await signIn.withSecondFactor(challenge, code ?? "", originOf(request));
    if (outcome.kind === "refused") throw refusalOfSignIn(outcome);
    return answerNewSession(ports, reply, outcome.cookie);
  });

  app.get("/api/session", async (request) => {
    const found = await findSession(ports.identity, request);
    if (found === undefined) throw nobodySignedIn();
    return sessionAnswer(ports.identity, found, ports.now);
  });

  app.get("/api/session/keep-alive", async (request, reply) => {
    await requireCaller(ports.authenticate, request);
    return reply.code(204).send();
  });

  app.delete("/api/session", async (request, reply) => {
    const found = await findSession(ports.identity, request);
    if (found !== undefined) {
      refuseForged(request, found.cookie);
      await sessions.end(found.cookie, personCaller(found.session, request));
    }
    return reply.header("set-cookie", clearCookieHeader).code(204).send();
  });
}
