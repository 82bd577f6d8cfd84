import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { randomUuid } from "../../foundation/crypto/index.ts";
import { type Clock, Secret, type TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import { covers, parseScopes, ScopeError } from "../access/index.ts";
import type { Scope } from "../access/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { createTokenKeys, tokenLifetimeSeconds } from "./access-token.ts";
import type { GenuineToken, TokenNames } from "./access-token.ts";
import { isClientSecret, tenantOfClientId } from "./client-id.ts";
import { noteToken, readClient } from "./client-table.ts";
import type { ClientRow } from "./client-table.ts";
import { openClientName } from "./clients.ts";
import type { Origin, RecordEvent } from "./event.ts";
import { signInActor } from "./event.ts";
import { insertGrant, readGrant, sweepGrants } from "./grant-table.ts";
import { LiveCache } from "./live-cache.ts";

/** What a client shows at the token endpoint. */
export interface TokenRequest {
  readonly clientId: string;
  readonly secret: Secret<string>;
  /** Space-separated, a part of the client's own; all of them when absent. */
  readonly scope?: string | undefined;
}

export type TokenOutcome =
  | {
      readonly kind: "token";
      readonly accessToken: Secret<string>;
      readonly expiresInSeconds: number;
      readonly scope: string;
    }
  | { readonly kind: "refused"; readonly error: "invalid_client" }
  | { readonly kind: "refused"; readonly error: "invalid_scope"; readonly description: string };

/** A bearer token that holds now (a second ago at most). */
export interface LiveToken {
  readonly tenant: TenantId;
  readonly clientId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly grantId: string;
  readonly until: number;
}

export interface Tokens {
  issue(request: TokenRequest, origin: Origin): Promise<TokenOutcome>;
  /** At once for a token seen within the last second. */
  find(token: string): LiveToken | undefined | Promise<LiveToken | undefined>;
  /** Makes this process ask the database again: after grants were revoked. */
  forgetRemembered(): void;
}

export interface TokenPorts {
  readonly database: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly names: TokenNames;
  readonly now: Clock;
  readonly recordEvent: RecordEvent;
}

const mostRemembered = 20_000;
const longestToken = 4096;

export function createTokens(ports: TokenPorts): Tokens {
  const { database, keyring, now, recordEvent } = ports;
  const keys = createTokenKeys(keyring, ports.names);
  // Signatures are checked once per token; whether its grant still stands, every second. Keyed by hash: no token in memory.
  const genuine = new LRUCache<string, GenuineToken>({ max: mostRemembered });
  const live = new LiveCache<LiveToken>({ now, most: mostRemembered });

  async function issueTo(
    tenant: TenantId,
    client: ClientRow,
    scopes: readonly Scope[],
    origin: Origin,
  ): Promise<TokenOutcome> {
    const at = now();
    const grantId = randomUuid();
    const scope = scopes.map((one) => one.text).join(" ");
    const name = openClientName(await keyring.vault(tenant), client.client, client.sealed_name);
    const accessToken = await keys.sign(tenant, { grantId, clientId: client.client, scope }, at);
    const issued = await database.transaction(tenant, async (tx) => {
      if (!(await noteToken(tx, tenant, client.client, at))) return false;
      await sweepGrants(tx, tenant, at);
      await insertGrant(tx, tenant, {
        grantId,
        client: client.client,
        scopes: scope,
        until: at + tokenLifetimeSeconds * 1000,
      });
      await recordEvent(tx, tenant, {
        act: "token-issued",
        at,
        actor: { kind: "client", id: client.client, name, ...origin },
        detail: scope,
      });
      return true;
    });
    if (!issued) return { kind: "refused", error: "invalid_client" };
    return { kind: "token", accessToken: new Secret(accessToken), expiresInSeconds: tokenLifetimeSeconds, scope };
  }

  async function recordRefusal(tenant: TenantId, client: ClientRow, origin: Origin): Promise<void> {
    const name = openClientName(await keyring.vault(tenant), client.client, client.sealed_name);
    const subject = { kind: "client", id: client.client, name } as const;
    await database.transaction(tenant, (tx) =>
      recordEvent(tx, tenant, { act: "token-refused", at: now(), actor: signInActor(origin), subject }),
    );
  }

  async function read(token: string, key: string): Promise<LiveToken | undefined> {
    const known = genuine.get(key) ?? (await keys.verify(token, now()));
    if (known === undefined) return undefined;
    genuine.set(key, known);
    const { tenant, grantId, until } = known;
    const row = await readGrant(database.tenant(tenant), tenant, grantId);
    if (row === undefined) return undefined;
    const name = openClientName(await keyring.vault(tenant), row.client, row.sealed_name);
    return {
      tenant,
      clientId: row.client,
      name,
      scopes: parseScopes(row.scopes),
      grantId,
      until: Math.min(until, row.until),
    };
  }

  const unlessExpired = (found: LiveToken | undefined) =>
    found !== undefined && now() < found.until ? found : undefined;

  return {
    async issue({ clientId, secret, scope }, origin) {
      const tenant = tenantOfClientId(clientId);
      const client = tenant && (await readClient(database.tenant(tenant), tenant, clientId));
      if (tenant === undefined || client === undefined || client.state === "ended")
        return { kind: "refused", error: "invalid_client" };
      if (!isClientSecret(secret, client.secret_hash)) {
        await recordRefusal(tenant, client, origin);
        return { kind: "refused", error: "invalid_client" };
      }
      const granted = parseScopes(client.scopes);
      const wanted = scope === undefined ? granted : scopesWithin(granted, scope);
      if (typeof wanted === "string") return { kind: "refused", error: "invalid_scope", description: wanted };
      return issueTo(tenant, client, wanted, origin);
    },

    find(token) {
      if (token.length > longestToken) return undefined;
      const key = hash("sha256", token, "base64");
      const found = live.get(key, () => read(token, key));
      return found instanceof Promise ? found.then(unlessExpired) : unlessExpired(found);
    },

    forgetRemembered: () => live.forgetAll(),
  };
}

/** The scopes asked for, or why they can't be had. */
function scopesWithin(granted: readonly Scope[], text: string): readonly Scope[] | string {
  try {
    const wanted = parseScopes(text);
    return wanted.every((one) => covers(granted, one)) ? wanted : "a scope is asked for that this client was not given";
  } catch (error) {
    if (error instanceof ScopeError) return error.message;
    throw error;
  }
}
