import type { FastifyRequest } from "fastify";
import { type Caller, isBuiltInRole, noPermissions, roles } from "../../../custody/access/index.ts";
import { displayName, parseSessionCookie } from "../../../custody/identity/index.ts";
import type { LiveToken, TokenPerson, Tokens } from "../../../custody/authorization/index.ts";
import type { Identity, LiveSession, SessionCookie } from "../../../custody/identity/index.ts";
import { changesSomething, refuseForged } from "./cross-site.ts";
import { sessionCookieIn } from "./session-cookie-header.ts";

/**
 * Who makes the request: by bearer token, else by session cookie. Undefined when nobody is proven, whatever the cause.
 * A cookie's request that changes something must carry the session's CSRF token.
 * @throws Refusal 403 `session/cross-site`
 */
export type Authenticate = (request: FastifyRequest) => Promise<Caller | undefined>;

const bearer = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i;

export function createAuthenticate(
  identity: Pick<Identity, "sessions"> & { readonly tokens: Pick<Tokens, "find"> },
): Authenticate {
  return async (request) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const token = bearer.exec(authorization)?.[1];
      const live = token === undefined ? undefined : identity.tokens.find(token);
      const found = live instanceof Promise ? await live : live;
      if (found === undefined) return undefined;
      return found.person === undefined ? clientCaller(found, request) : appCaller(found, found.person, request);
    }
    const found = await findSession(identity, request);
    if (found === undefined) return undefined;
    if (changesSomething(request)) refuseForged(request, found.cookie);
    await identity.sessions.touch(found.session, found.cookie);
    return personCaller(found.session, request);
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

export function personCaller(session: LiveSession, request: FastifyRequest): Caller {
  const { tenant, person, role, sessionId } = session;
  const { scopes, permissions } = roles[role];
  return {
    tenant,
    kind: "person",
    id: person.id,
    name: displayName(person),
    role,
    scopes,
    permissions,
    sessionId,
    practitioner: person.practitioner,
    from: request.ip,
    requestId: request.id,
  };
}

function clientCaller(token: LiveToken, request: FastifyRequest): Caller {
  const { tenant, clientId, name, scopes, grantId } = token;
  return {
    tenant,
    kind: "client",
    id: clientId,
    name,
    scopes,
    permissions: noPermissions,
    grantId,
    from: request.ip,
    requestId: request.id,
  };
}

/** A person who acts through an app: their role and the app's scopes must both allow a thing. It carries no permissions. */
function appCaller(token: LiveToken, person: TokenPerson, request: FastifyRequest): Caller {
  const { tenant, clientId, name, scopes, grantId, patient } = token;
  return {
    tenant,
    kind: "person",
    id: person.id,
    name: displayName(person.profile),
    role: person.role,
    scopes: isBuiltInRole(person.role) ? roles[person.role].scopes : [],
    permissions: noPermissions,
    app: { id: clientId, name, scopes },
    patient,
    grantId,
    practitioner: person.profile.practitioner,
    from: request.ip,
    requestId: request.id,
  };
}
