import type { FastifyRequest } from "fastify";
import { unattendedHeader } from "../../../../contract/index.ts";
import {
  type Caller,
  type Facts,
  type RoleId,
  isBuiltInRole,
  noPermissions,
  roles,
} from "../../../custody/access/index.ts";
import type { Authorization, LiveToken, TokenPerson, Tokens } from "../../../custody/authorization/index.ts";
import { displayName, parseSessionCookie } from "../../../custody/identity/index.ts";
import type { Identity, LiveSession, PersonProfile, SessionCookie } from "../../../custody/identity/index.ts";
import { type Policy, PolicyError } from "../../../custody/policy/index.ts";
import type { Basics } from "../../../custody/policy/index.ts";
import { type ResourceId, isUuid, parseResourceId } from "../../../foundation/kernel/index.ts";
import { changesSomething, refuseForged } from "./cross-site.ts";
import { sessionCookieIn } from "./session-cookie-header.ts";

/**
 * Who makes the request: by bearer token, else by session cookie. Undefined when nobody is proven, whatever the cause.
 * A cookie's request that changes something must carry the session's CSRF token.
 * @throws Refusal 403 `session/cross-site`
 */
export type Authenticate = (request: FastifyRequest) => Promise<Caller | undefined>;

/** What policy knows of a caller. Without it the built-in roles count as they are. */
export type AskPolicy = Pick<Policy, "facts">;

const bearer = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i;

export function createAuthenticate(
  identity: Pick<Identity, "sessions"> & {
    readonly tokens: Pick<Tokens, "find">;
    /** Told of what was shown as a token and is none. */
    readonly tokenRefused?: Authorization["tokenRefused"] | undefined;
    readonly policy?: AskPolicy | undefined;
  },
): Authenticate {
  const { policy } = identity;
  return async (request) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const token = bearer.exec(authorization)?.[1];
      const live = token === undefined ? undefined : identity.tokens.find(token);
      const found = live instanceof Promise ? await live : live;
      if (found === undefined) {
        if (token !== undefined) await identity.tokenRefused?.(token, { from: request.ip, requestId: request.id });
        return undefined;
      }
      return found.person === undefined
        ? clientCaller(policy, found, request)
        : appCaller(policy, found, found.person, request);
    }
    const found = await findSession(identity, request);
    if (found === undefined) return undefined;
    if (changesSomething(request)) refuseForged(request, found.cookie);
    if (request.headers[unattendedHeader] === undefined) await identity.sessions.touch(found.session, found.cookie);
    return personCaller(policy, found.session, request);
  };
}

export interface FoundSession {
  readonly session: LiveSession;
  readonly cookie: SessionCookie;
}

/** The session that the request's cookie opens. Looking is no activity. */
export async function findSession(
  identity: Pick<Identity, "sessions">,
  request: FastifyRequest,
): Promise<FoundSession | undefined> {
  const text = sessionCookieIn(request.headers.cookie);
  const cookie = text === undefined ? undefined : parseSessionCookie(text);
  const session = cookie && (await identity.sessions.find(cookie));
  return cookie === undefined || session === undefined ? undefined : { session, cookie };
}

export async function personCaller(
  policy: AskPolicy | undefined,
  { tenant, person, role, sessionId, provenAt, purpose }: LiveSession,
  request: FastifyRequest,
): Promise<Caller> {
  const acting = { tenant, id: person.id, profile: person, role, purpose };
  return { ...(await actingPerson(policy, acting, request)), sessionId, provenAt };
}

async function clientCaller(policy: AskPolicy | undefined, token: LiveToken, request: FastifyRequest): Promise<Caller> {
  const { tenant, clientId, name, scopes, grantId, purpose, requestBudgets } = token;
  const facts = policy?.facts({ tenant, kind: "client", id: clientId, purpose });
  return {
    purpose,
    ...(facts instanceof Promise ? await facts : facts),
    tenant,
    kind: "client",
    id: clientId,
    name,
    scopes,
    permissions: noPermissions,
    grantId,
    requestBudgets,
    from: request.ip,
    requestId: request.id,
  };
}

/** A person who acts through an app: their role and the app's scopes must both allow a thing. It carries no permissions. */
async function appCaller(
  policy: AskPolicy | undefined,
  token: LiveToken,
  person: TokenPerson,
  request: FastifyRequest,
): Promise<Caller> {
  const { tenant, clientId, name, scopes, grantId, patient, purpose, requestBudgets } = token;
  const { id, profile, role } = person;
  const acting = { tenant, id, profile, role, purpose };
  return {
    ...(await actingPerson(policy, acting, request, patient)),
    permissions: noPermissions,
    app: { id: clientId, name, scopes },
    // Policy has the last word: whoever may no longer act for the patient of a launch has no patient in context.
    ...(policy === undefined && patient !== undefined ? { patient } : {}),
    grantId,
    requestBudgets,
  };
}

type Acting = Pick<Basics, "tenant" | "id" | "purpose"> & {
  readonly profile: PersonProfile;
  readonly role: RoleId;
};

/** What is the same however a person acts. */
async function actingPerson(
  policy: AskPolicy | undefined,
  acting: Acting,
  request: FastifyRequest,
  ofLaunch?: ResourceId,
): Promise<Caller> {
  const { tenant, id, profile, role } = acting;
  const basics = basicsOf(acting);
  return {
    ...(await factsOf(policy, ofLaunch === undefined ? basics : { ...basics, patient: ofLaunch })),
    tenant,
    kind: "person",
    id,
    name: displayName(profile),
    role,
    practitioner: profile.practitioner,
    from: request.ip,
    requestId: request.id,
  };
}

/** What is proven of a person, for policy to say what they may see: *see as* asks it the same. */
export function basicsOf({ tenant, id, profile, role, purpose }: Acting): Basics {
  const { facilities, patient, openRecord } = profile;
  const references = referencesOf(profile);
  return {
    tenant,
    kind: "person",
    id,
    role,
    purpose,
    references,
    facilities,
    patient: patientOf(openRecord ?? patient),
  };
}

type Known = Omit<Facts, "kind" | "name"> & Pick<Caller, "permissions">;

/** What policy says of the person now. A purpose that the role may no longer act for gives way to the role's first. */
async function factsOf(policy: AskPolicy | undefined, basics: Basics): Promise<Known> {
  if (policy === undefined) return builtInFacts(basics);
  try {
    return await policy.facts(basics);
  } catch (error) {
    if (!(error instanceof PolicyError && error.code === "policy/purpose-not-allowed")) throw error;
    return policy.facts({ ...basics, purpose: undefined });
  }
}

function builtInFacts({ role = "", purpose }: Basics): Known {
  if (!isBuiltInRole(role)) return { scopes: [], permissions: noPermissions };
  const { scopes, permissions, purposes } = roles[role];
  const known = purposes.find((one) => one === purpose) ?? purposes[0];
  return { scopes, permissions, purposes, purpose: known };
}

function referencesOf({ practitioner, patient }: Pick<PersonProfile, "practitioner" | "patient">): readonly string[] {
  return [practitioner, patient].filter((one) => one !== undefined);
}

function patientOf(reference: string | undefined) {
  const id = reference?.replace(/^Patient\//, "");
  return id !== undefined && isUuid(id) ? parseResourceId(id) : undefined;
}
