import type { EventEmitter } from "node:events";
import { Provider, errors } from "oidc-provider";
import type { Configuration, KoaContextWithOIDC } from "oidc-provider";
import type { JWK } from "jose";
import { equalTexts } from "../../foundation/crypto/index.ts";
import { Secret, type TenantId, parseTenantId } from "../../foundation/kernel/index.ts";
import { type AdapterPorts, adapterFor } from "./adapter.ts";
import { newArtifactId, hashArtifactId } from "./artifact-id.ts";
import { storeArtifactOnce } from "./artifact-table.ts";
import { assertionContext } from "./artifact-vault.ts";
import { hashClientSecret, tenantOfClientId } from "./client-id.ts";
import { type OwnMetadata, ownMetadata } from "./client-metadata.ts";
import { readAccount } from "./account-table.ts";
import { openProfile } from "../identity/index.ts";
import { witnessRefusal } from "./refused-request.ts";
import type { Refusals } from "./refusals.ts";
import { showRefusal } from "./refusal-page.ts";
import { answerToken, discoveryAdditions } from "./smart-answers.ts";
import { covers } from "../access/index.ts";
import { withinRegistration } from "./narrow-scopes.ts";
import { isSpecialScope, scopesText, specialScopes, understoodScopes } from "./special-scopes.ts";

export interface ProviderPorts extends AdapterPorts {
  readonly issuer: string;
  /** Fetching a client's keys from elsewhere is off unless it is configured: there is no network outwards by default. */
  readonly fetch: typeof fetch | undefined;
  onFailure(error: unknown): void;
  readonly refusals: Refusals;
  /** Whether this request comes from a page that may not read the answer. */
  isUnreadable(): boolean;
}

const minute = 60;
const day = 24 * 3600;
/** AU-6: short-lived. */
export const accessTokenSeconds = 10 * minute;
export const grantSeconds = 90 * day;
const longestAssertion = 5 * minute;

/** The certified library, told what this house allows. The protocol is its own. */
export function createProvider(ports: ProviderPorts, jwks: readonly JWK[]): Provider {
  const provider = new Provider(ports.issuer, configuration(ports, jwks));
  // The address by which requests came is not the public one when a proxy stands before: the surface states the public one.
  provider.proxy = true;
  provider.on("server_error", (_ctx, error) => ports.onFailure(error));
  // Without a listener Koa writes to the standard error output.
  (provider as EventEmitter).on("error", (error) => ports.onFailure(error));

  const idOf = (token: { readonly clientId?: string | undefined }) => newArtifactId(tenantOrRefuse(token.clientId));
  for (const model of [provider.AuthorizationCode, provider.RefreshToken]) {
    Object.assign(model.prototype, {
      generateTokenId(this: { clientId?: string }) {
        return idOf(this);
      },
    });
  }
  for (const model of [provider.AccessToken, provider.ClientCredentials]) {
    Object.assign(model.prototype, {
      generateTokenId(this: { clientId?: string; format?: string }) {
        this.format = "opaque";
        return idOf(this);
      },
    });
  }
  provider.Client.prototype.compareClientSecret = function compare(actual: string) {
    const { secretHash } = ownOf(this);
    return secretHash !== undefined && equalTexts(hashClientSecret(new Secret(actual)).toString("hex"), secretHash);
  };
  Object.assign(provider.ReplayDetection, {
    unique: (iss: string, jti: string, exp: number) => isFirstUse(ports, iss, jti, exp),
  });
  provider.use(async (ctx, next) => {
    await next();
    if (ports.isUnreadable()) for (const name of crossOriginHeaders) ctx.remove(name);
    await afterwards(ports, ctx as KoaContextWithOIDC);
  });
  return provider;
}

/** What the library says to any origin before it knows the client. */
const crossOriginHeaders = [
  "access-control-allow-origin",
  "access-control-allow-methods",
  "access-control-allow-headers",
  "access-control-expose-headers",
  "access-control-max-age",
];

/** The cookie of a session that the library would keep if it were let. */
const unusedSession = "wardbook-op";

function configuration(ports: ProviderPorts, jwks: readonly JWK[]): Configuration {
  const off = { enabled: false } as const;
  // Browsers then take them from an encrypted answer only. They belong to one path, which the stricter prefix doesn't allow.
  const prefix = ports.issuer.startsWith("https:") ? "__Secure-" : "";
  return {
    adapter: adapterFor(ports),
    jwks: { keys: jwks.map((key) => ({ ...key })) },
    scopes: [...specialScopes],
    claims: { openid: ["sub"], fhirUser: ["fhirUser"] },
    responseTypes: ["code"],
    clientAuthMethods: ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"],
    enabledJWA: { clientAuthSigningAlgValues: ["RS384", "ES384"], idTokenSigningAlgValues: ["RS256"] },
    extraClientMetadata: { properties: [ownMetadata] },
    extraParams: { aud: checkAudience(ports), launch: null, wardbook_consent: null },
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    allowOmittingSingleRegisteredRedirectUri: false,
    cookies: {
      names: {
        session: `${prefix}${unusedSession}`,
        interaction: `${prefix}wardbook-ask`,
        resume: `${prefix}wardbook-resume`,
      },
      short: { httpOnly: true, sameSite: "lax" },
      long: { httpOnly: true, sameSite: "lax" },
    },
    clientBasedCORS: (_ctx, origin, client) =>
      client.clientAuthMethod === "none" &&
      client.redirectUris?.some((uri) => URL.parse(uri)?.origin === origin) === true,
    expiresWithSession: async () => false,
    issueRefreshToken: async (_ctx, client, source) =>
      client.grantTypeAllowed("refresh_token") &&
      (source.scopes.has("offline_access") || source.scopes.has("online_access")),
    rotateRefreshToken: true,
    ttl: {
      AccessToken: accessTokenSeconds,
      ClientCredentials: accessTokenSeconds,
      AuthorizationCode: minute,
      IdToken: accessTokenSeconds,
      Interaction: 20 * minute,
      RefreshToken: 30 * day,
      Grant: grantSeconds,
      Session: minute,
    },
    routes: {
      authorization: "/oauth/authorize",
      token: "/oauth/token",
      introspection: "/oauth/introspect",
      revocation: "/oauth/revoke",
      jwks: "/oauth/jwks",
      end_session: "/oauth/end",
    },
    interactions: { url: async (_ctx, interaction) => `/oauth/consent/${interaction.uid}` },
    findAccount: (ctx, sub) => findAccount(ports, ctx, sub),
    extraTokenClaims: async () => undefined,
    assertJwtClientAuthClaimsAndHeader: async (_ctx, claims) => {
      const exp = typeof claims["exp"] === "number" ? claims["exp"] : Number.POSITIVE_INFINITY;
      // Source: SMART App Launch 2.2, "Backend Services": no more than five minutes.
      if (exp - ports.now() / 1000 > longestAssertion + 15)
        throw new errors.InvalidClientAuth("a client assertion lives five minutes at most");
    },
    renderError: showRefusal,
    fetch: (url, options) => {
      if (ports.fetch === undefined) throw new Error("no requests to elsewhere are made");
      return ports.fetch(url, options);
    },
    features: {
      devInteractions: off,
      dPoP: off,
      pushedAuthorizationRequests: off,
      rpInitiatedLogout: off,
      userinfo: off,
      clientCredentials: { enabled: true },
      introspection: { enabled: true, allowedPolicy: async (_ctx, client, token) => sameTenant(client, token) },
      revocation: { enabled: true, allowedPolicy: async (_ctx, client, token) => client.clientId === token.clientId },
      resourceIndicators: {
        enabled: true,
        defaultResource: async (_ctx, _client, oneOf) => (oneOf as string | undefined) ?? ports.fhirBase,
        useGrantedResource: async () => true,
        getResourceServerInfo: async (ctx, resource, client) => {
          if (resource.replace(/\/$/, "") !== ports.fhirBase) throw new errors.InvalidTarget();
          return {
            scope: scopesNow(ctx, ownOf(client)),
            audience: ports.fhirBase,
            accessTokenTTL: accessTokenSeconds,
            accessTokenFormat: "opaque",
          };
        },
      },
    },
  };
}

export function ownOf(client: object): OwnMetadata {
  return (client as Record<string, OwnMetadata>)[ownMetadata] as OwnMetadata;
}

function tenantOrRefuse(clientId: string | undefined): TenantId {
  const tenant = clientId === undefined ? undefined : tenantOfClientId(clientId);
  if (tenant === undefined) throw new errors.InvalidClient("client is invalid");
  return tenant;
}

/** A token may be looked into by clients of its own organisation; one of a public client by itself only. */
function sameTenant(
  client: { readonly clientId: string; readonly clientAuthMethod?: string },
  token: { readonly clientId?: string | undefined },
): boolean {
  if (client.clientAuthMethod === "none") return client.clientId === token.clientId;
  return tenantOfClientId(client.clientId) === tenantOrRefuse(token.clientId);
}

/**
 * SMART's `aud`: a token is only asked for this server, so that no other can trick a person into one. What is asked is cut here
 * to what the client is registered for.
 */
function checkAudience({ fhirBase }: ProviderPorts) {
  return async (ctx: KoaContextWithOIDC, aud: string | undefined): Promise<void> => {
    const { params, client } = ctx.oidc;
    if (params === undefined || client === undefined) return;
    const target = aud ?? (typeof params["resource"] === "string" ? params["resource"] : undefined);
    if (aud === undefined && ctx.query["resource"] === undefined)
      throw new errors.InvalidRequest("aud is missing: it is this server's FHIR address");
    if (target === undefined || target.replace(/\/$/, "") !== fhirBase)
      throw new errors.InvalidRequest("aud must be this server's FHIR address");
    const own = ownOf(client);
    const registered = understoodScopes(own.scope);
    const asked = understoodScopes(String(params["scope"] ?? ""));
    const kept = scopesText({
      special: asked.special.filter((one) => registered.special.includes(one)),
      resources: withinRegistration(
        asked.resources.filter((one) => one.level !== "system"),
        registered.resources,
      ),
    });
    if (kept === "")
      throw new errors.InvalidScope(
        "nothing is asked for that this client is registered for",
        String(params["scope"] ?? ""),
      );
    params["scope"] = kept;
  };
}

/** Scopes that may be given in this request, as far as the client is registered for them at this moment. */
function scopesNow(ctx: KoaContextWithOIDC, own: OwnMetadata): string {
  const { params, entities, route } = ctx.oidc;
  const registered = understoodScopes(own.scope);
  if (route === "token" && params?.["grant_type"] === "client_credentials") return ownScopes(ctx, registered.resources);
  const source = entities.AuthorizationCode?.scope ?? entities.RefreshToken?.scope ?? String(params?.["scope"] ?? "");
  return source
    .split(" ")
    .filter((text) => {
      if (isSpecialScope(text)) return registered.special.includes(text);
      if (route !== "token") return true;
      const [scope] = understoodScopes(text).resources;
      return scope !== undefined && covers(registered.resources, scope);
    })
    .join(" ");
}

/** What a client gets that acts for itself: what it asks for, or without asking all that is its own. */
function ownScopes(ctx: KoaContextWithOIDC, registered: ReturnType<typeof understoodScopes>["resources"]): string {
  const { params } = ctx.oidc;
  const own = registered.filter((scope) => scope.level === "system");
  if (params === undefined) return "";
  params["scope"] ??= own.map((scope) => scope.text).join(" ");
  const asked = String(params["scope"]).split(" ");
  for (const text of asked) {
    const [scope] = understoodScopes(text).resources;
    if (scope === undefined || !covers(own, scope))
      throw new errors.InvalidScope("a scope is asked for that this client was not given", text);
  }
  return asked.join(" ");
}

async function findAccount(ports: ProviderPorts, ctx: KoaContextWithOIDC, sub: string) {
  const own = ctx.oidc.client === undefined ? undefined : ownOf(ctx.oidc.client);
  if (own === undefined) return undefined;
  const tenant = parseTenantId(own.tenant);
  const row = await readAccount(ports.database.tenant(tenant), tenant, sub);
  if (row === undefined) return undefined;
  const profile = openProfile(await ports.keyring.vault(tenant), row.person, row.sealed_profile);
  const fhirUser = profile.practitioner ?? profile.patient;
  return {
    accountId: sub,
    claims: async () => ({ sub, fhirUser: fhirUser && `${ports.fhirBase}/${fhirUser}` }),
  };
}

async function isFirstUse(
  { database, keyring, now }: ProviderPorts,
  iss: string,
  jti: string,
  exp: number,
): Promise<boolean> {
  const tenant = tenantOrRefuse(iss);
  const hash = hashArtifactId(`assertion|${iss}|${jti}`);
  const sealed = (await keyring.vault(tenant)).seal(assertionContext, Buffer.alloc(0));
  const until = Math.max(exp * 1000, now());
  return storeArtifactOnce(
    database.tenant(tenant),
    tenant,
    { kind: "Assertion", hash },
    { client: iss, until, sealed },
  );
}

async function afterwards(ports: ProviderPorts, ctx: KoaContextWithOIDC): Promise<void> {
  const { oidc } = ctx;
  if (oidc === undefined) return;
  // The library's own session is not kept: who signs in is asked of ours each time.
  const cookies = ctx.response.get("set-cookie") as string | readonly string[] | undefined;
  if (cookies !== undefined) {
    const kept = [cookies].flat().filter((cookie) => !cookie.replace(/^__Secure-/, "").startsWith(unusedSession));
    ctx.remove("set-cookie");
    if (kept.length > 0) ctx.set("set-cookie", kept);
  }
  if (oidc.route === "discovery") Object.assign(ctx.body as object, discoveryAdditions());
  if (oidc.route !== "token") return;
  if (ctx.status === 200) ctx.body = await answerToken(ports, ctx);
  else await witnessRefusal(ports, ctx);
}
