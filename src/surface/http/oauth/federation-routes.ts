import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { federationLinkRequest, federationRequest } from "../../../../contract/index.ts";
import { AuthorizationError } from "../../../custody/authorization/index.ts";
import { parsePersonId } from "../../../foundation/kernel/index.ts";
import { cookieIn, fleetingCookie } from "./fleeting-cookie.ts";
import {
  findSession,
  nextStepAnswer,
  parseInput,
  requireCaller,
  requirePermission,
  requireStepUp,
  setCookieHeader,
} from "../identity/index.ts";
import { personOf } from "./consent-routes.ts";
import type { OauthRoutesPorts } from "./ports.ts";

const offerQuery = z.object({ organisation: z.string().max(64).optional() });
const startQuery = offerQuery.extend({ to: z.string().max(500).optional() });
/** A path of this app: no other address, whatever a browser makes of slashes. */
const ownPath = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/;
const lane = "/oauth/federation";
const stepLane = "/api/session/federation";

/** Sign-in with an organisation's own OpenID provider, and its settings. */
export function federationRoutes(app: FastifyInstance, ports: OauthRoutesPorts): void {
  const { authorization, identity, authenticate, now } = ports;
  const { federation, issuer } = authorization;
  const secure = issuer.startsWith("https:");
  const browserCookie = fleetingCookie("wardbook-elsewhere", { path: lane, secure, sameSite: "Lax" });
  const stepCookie = fleetingCookie("wardbook-step", { path: stepLane, secure, sameSite: "Strict" });
  const failed = (reply: FastifyReply) => reply.redirect("/sign-in?problem=federation", 303);

  async function organisationOf(shortName: string | undefined) {
    return identity.organisations.named(shortName);
  }

  app.get("/api/session/federation", async (request) => {
    const { organisation: shortName } = parseInput(offerQuery, request.query);
    const organisation = await organisationOf(shortName);
    const settings = organisation && (await federation.of(organisation.tenant));
    if (organisation === undefined || settings?.state !== "active") return {};
    const query = new URLSearchParams({ organisation: organisation.shortName });
    return { label: settings.label, start: `${lane}/start?${query}` };
  });

  app.get(`${lane}/start`, async (request, reply) => {
    const { organisation: shortName, to } = parseInput(startQuery, request.query);
    const organisation = await organisationOf(shortName);
    if (organisation === undefined) return failed(reply);
    const session = (await findSession(identity, request))?.session;
    const replaces = session && { tenant: session.tenant, sessionId: session.sessionId };
    return send(reply, () => federation.begin(organisation.tenant, pathOr(to), { replaces }));
  });

  async function send(reply: FastifyReply, begin: () => ReturnType<typeof federation.begin>): Promise<FastifyReply> {
    try {
      const { address, browser } = await begin();
      return reply.header("set-cookie", browserCookie.set(browser)).redirect(address, 303);
    } catch (error) {
      if (error instanceof AuthorizationError) return failed(reply);
      throw error;
    }
  }

  app.get(`${lane}/callback`, async (request, reply) => {
    const browser = cookieIn(request.headers.cookie, browserCookie.name);
    reply.header("set-cookie", browserCookie.clear);
    try {
      const address = new URL(request.url, issuer);
      const { outcome, to, replaces } = await federation.finish(address, browser ?? "", originOf(request));
      if (replaces !== undefined) await identity.sessions.endReplaced(replaces, originOf(request));
      if (outcome.kind === "linked") return reply.redirect(to, 303);
      if (outcome.kind === "signed-in")
        return reply.header("set-cookie", setCookieHeader(outcome.cookie)).redirect(to, 303);
      reply.header("set-cookie", stepCookie.set(outcome.secret));
      return reply.redirect(`/sign-in?${new URLSearchParams({ to, step: "federation" })}`, 303);
    } catch (error) {
      if (error instanceof AuthorizationError) return failed(reply);
      throw error;
    }
  });

  /** The step that our own second factor is, after the provider has said who it is. */
  app.get(`${stepLane}/step`, async (request, reply) => {
    const step = await federation.takeStep(cookieIn(request.headers.cookie, stepCookie.name) ?? "");
    reply.header("set-cookie", stepCookie.clear);
    if (step === undefined) throw new AuthorizationError("federation/none", "nothing is waiting here: sign in again");
    return nextStepAnswer(step);
  });

  /** Where the signed-in person goes to show which account there is theirs. */
  app.post("/api/federation/link", async (request, reply) => {
    const caller = await requireCaller(authenticate, request);
    requireStepUp(caller, now());
    const { address, browser } = await federation.begin(caller.tenant, "/account", { link: personOf(caller) });
    return reply.header("set-cookie", browserCookie.set(browser)).send({ to: address });
  });

  app.get("/api/federation", async (request) => {
    const caller = await requirePermission(authenticate, request, "policies.manage");
    const settings = await federation.of(caller.tenant);
    const { clientSecret: _, ...told } = settings ?? {};
    return { federation: settings === undefined ? undefined : told, redirectUri: `${issuer}${lane}/callback` };
  });

  app.put("/api/federation", async (request) => {
    const caller = await requirePermission(authenticate, request, "policies.manage");
    requireStepUp(caller, now());
    const { clientSecret, ...settings } = parseInput(federationRequest, request.body);
    // Whose word decides on roles gives them: that takes what giving them by hand takes.
    if (settings.roles !== undefined) await requirePermission(authenticate, request, "people.manage");
    await federation.configure(caller, caller.tenant, { ...settings, clientSecret });
    return { federation: settings, redirectUri: `${issuer}${lane}/callback` };
  });

  app.post("/api/federation/links", async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "people.manage");
    requireStepUp(caller, now());
    const { person, subject } = parseInput(federationLinkRequest, request.body);
    await federation.link(caller, caller.tenant, parsePersonId(person), subject);
    return reply.code(204).send();
  });
}

function pathOr(to: string | undefined): string {
  return to !== undefined && ownPath.test(to) ? to : "/";
}

function originOf(request: FastifyRequest) {
  return { from: request.ip, requestId: request.id, userAgent: request.headers["user-agent"] };
}
