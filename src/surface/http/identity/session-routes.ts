import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Session } from "../../../../contract/index.ts";
import {
  changePurposeRequest,
  newPasswordRequest,
  secondFactorRequest,
  signInRequest,
  stepUpRequest,
} from "../../../../contract/index.ts";
import type { Origin, SessionCookie, StepUpProof } from "../../../custody/identity/index.ts";
import { Secret } from "../../../foundation/kernel/index.ts";
import { findSession, personCaller } from "./authenticate.ts";
import type { FoundSession } from "./authenticate.ts";
import { refuseCrossSite, refuseForged } from "./cross-site.ts";
import { requireCaller } from "./guard.ts";
import { parseInput } from "./parse-input.ts";
import type { RoutePorts } from "./ports.ts";
import { nobodySignedIn, Refusal } from "./refusal.ts";
import { sessionAnswer, stepAnswer } from "./session-answer.ts";
import { clearCookieHeader, setCookieHeader } from "./session-cookie-header.ts";
import { refusalOfSignIn } from "./sign-in-refusal.ts";

export function originOf(request: FastifyRequest): Origin {
  return { from: request.ip, requestId: request.id, userAgent: request.headers["user-agent"] };
}

/** Hands the cookie over and answers the new session. What the browser was signed in to before, as whomever, is over: nobody could
 *  sign out of it any more. */
export async function answerNewSession(
  ports: RoutePorts,
  request: FastifyRequest,
  reply: FastifyReply,
  cookie: SessionCookie,
): Promise<Session> {
  const session = await ports.identity.sessions.find(cookie);
  if (session === undefined) throw nobodySignedIn();
  const caller = await personCaller(ports.policy, session, request);
  const answer = await sessionAnswer(ports, { session, cookie }, caller);
  const before = await findSession(ports.identity, request);
  if (before !== undefined && before.session.sessionId !== session.sessionId)
    await ports.identity.sessions.endReplaced(before.session, originOf(request));
  reply.header("set-cookie", setCookieHeader(cookie));
  return answer;
}

/** The session of a signed-in person's own page. @throws Refusal 401 `session/none`, 403 `session/cross-site` */
export async function requireSession(ports: RoutePorts, request: FastifyRequest): Promise<FoundSession> {
  // A bearer token proves somebody else, and stands in for no token of this session.
  if (request.headers.authorization !== undefined) throw nobodySignedIn();
  await requireCaller(ports.authenticate, request);
  const found = await findSession(ports.identity, request);
  if (found === undefined) throw nobodySignedIn();
  return found;
}

export function sessionRoutes(app: FastifyInstance, ports: RoutePorts): void {
  const { signIn, sessions, organisations } = ports.identity;

  app.post("/api/session", async (request) => {
    refuseCrossSite(request);
    const { organisation: shortName, username, password } = parseInput(signInRequest, request.body);
    const organisation = await organisations.named(shortName);
    return stepAnswer(
      await signIn.withPassword(organisation, { username, password: new Secret(password) }, originOf(request)),
    );
  });

  app.post("/api/session/password", async (request) => {
    refuseCrossSite(request);
    const { challenge, password } = parseInput(newPasswordRequest, request.body);
    return stepAnswer(await signIn.replacePassword(challenge, new Secret(password)));
  });

  app.post("/api/session/second-factor", async (request, reply) => {
    refuseCrossSite(request);
    const { challenge, code, recoveryCode } = parseInput(secondFactorRequest, request.body);
    const outcome =
      recoveryCode === undefined
        ? await signIn.withSecondFactor(challenge, code ?? "", originOf(request))
        : await signIn.withRecoveryCode(challenge, recoveryCode, originOf(request));
    if (outcome.kind === "refused") throw refusalOfSignIn(outcome);
    return answerNewSession(ports, request, reply, outcome.cookie);
  });

  app.get("/api/session", async (request) => {
    const found = await findSession(ports.identity, request);
    if (found === undefined) throw nobodySignedIn();
    return sessionAnswer(ports, found, await personCaller(ports.policy, found.session, request));
  });

  app.get("/api/session/keep-alive", async (request, reply) => {
    await requireCaller(ports.authenticate, request);
    return reply.code(204).send();
  });

  app.delete("/api/session", async (request, reply) => {
    const found = await findSession(ports.identity, request);
    if (found !== undefined) {
      refuseForged(request, found.cookie);
      await sessions.end(found.cookie, await personCaller(ports.policy, found.session, request));
    }
    return reply.header("set-cookie", clearCookieHeader).code(204).send();
  });

  app.post("/api/session/step-up/options", async (request) => {
    const { session } = await requireSession(ports, request);
    return signIn.stepUpOptions(session);
  });

  app.post("/api/session/step-up", async (request, reply) => {
    const found = await requireSession(ports, request);
    const outcome = await signIn.stepUp(found, proofOf(request.body), originOf(request));
    if (outcome.kind === "refused") throw refusalOfSignIn(outcome);
    return answerNewSession(ports, request, reply, outcome.cookie);
  });

  app.post("/api/session/purpose", async (request, reply) => {
    const caller = await requireCaller(ports.authenticate, request);
    const { cookie } = await requireSession(ports, request);
    const { purpose } = parseInput(changePurposeRequest, request.body);
    const chosen = caller.purposes?.find((one) => one === purpose);
    if (chosen === undefined) throw notYours();
    const next = await sessions.changePurpose(caller, cookie, chosen);
    if (next === undefined) throw nobodySignedIn();
    return answerNewSession(ports, request, reply, next);
  });
}

function proofOf(body: unknown): StepUpProof {
  const sent = parseInput(stepUpRequest, body);
  switch (sent.method) {
    case "passkey":
      return { kind: "passkey", assertion: sent.response };
    case "password-and-code":
      return { kind: "password-and-code", password: new Secret(sent.password), code: sent.code };
    case "confirm":
      return { kind: "confirm" };
  }
}

function notYours(): Refusal {
  return new Refusal(
    422,
    "session/purpose-not-yours",
    "Your role does not act for that purpose. Choose one of the list.",
    {
      path: "purpose",
    },
  );
}
