import type { Adapter, AdapterPayload } from "oidc-provider";
import { errors } from "oidc-provider";
import type { Clock, TenantId } from "../../foundation/kernel/index.ts";
import { parseTenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { openGrantContent } from "./app-grant.ts";
import { deleteAppGrant, noteAppGrantUse, readAppGrant, sweepAppGrants } from "./app-grant-table.ts";
import { hashArtifactId, tenantOfArtifactId } from "./artifact-id.ts";
import {
  consumeArtifact,
  deleteArtifactsOfGrant,
  readArtifact,
  storeArtifact,
  sweepArtifacts,
  takeArtifact,
  tenantOfArtifact,
} from "./artifact-table.ts";
import { artifactContext } from "./artifact-vault.ts";
import type { ArtifactRow } from "./artifact-table.ts";
import { tenantOfClientId } from "./client-id.ts";
import { metadataOf } from "./client-metadata.ts";
import { noteToken } from "./client-table.ts";
import type { Clients } from "./clients.ts";
import type { AskOpenSessions } from "./open-sessions.ts";
import { isSpecialScope } from "./special-scopes.ts";
import type { TokenWitness } from "./token-witness.ts";

export interface AdapterPorts {
  readonly database: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly openSessions: AskOpenSessions;
  readonly clients: Pick<Clients, "find">;
  readonly fhirBase: string;
  readonly now: Clock;
  readonly witness: TokenWitness;
  forgetRemembered(): void;
}

const accessTokens = new Set(["AccessToken", "ClientCredentials"]);
/** These are nobody's: a sign-in is proven by our own session each time, and no such feature is switched on. */
const never: Adapter = {
  upsert: async () => undefined,
  find: async () => undefined,
  findByUserCode: async () => undefined,
  findByUid: async () => undefined,
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
};

/** Where oidc-provider keeps what it issues: our tables, sealed, each row under the hash of its secret. */
export function adapterFor(ports: AdapterPorts): (model: string) => Adapter {
  return (model) => {
    switch (model) {
      case "Client":
        return clientAdapter(ports);
      case "Grant":
        return grantAdapter(ports);
      case "Interaction":
      case "AuthorizationCode":
      case "RefreshToken":
      case "AccessToken":
      case "ClientCredentials":
        return artifactAdapter(ports, model);
      default:
        return never;
    }
  };
}

function clientAdapter({ clients }: AdapterPorts): Adapter {
  return {
    ...never,
    async find(id) {
      const client = await clients.find(id);
      return client && metadataOf(client);
    },
  };
}

/** Grants are written when a person consents (`consents.ts`); the protocol only reads and revokes them. */
function grantAdapter(ports: AdapterPorts): Adapter {
  const { database, keyring, openSessions, fhirBase, now } = ports;
  return {
    ...never,
    async find(id) {
      const tenant = tenantOfArtifactId(id);
      const row = tenant && (await readAppGrant(database.tenant(tenant), tenant, id, await openSessions(tenant)));
      if (tenant === undefined || row === undefined || row.until <= now()) return undefined;
      const { scope } = openGrantContent(await keyring.vault(tenant), id, row.sealed);
      const special = scope.split(" ").filter(isSpecialScope).join(" ");
      return {
        jti: id,
        kind: "Grant",
        iat: Math.floor(row.given_at / 1000),
        exp: Math.floor(row.until / 1000),
        accountId: row.person,
        clientId: row.client,
        openid: special === "" ? undefined : { scope: special },
        resources: { [fhirBase]: scope },
      } as AdapterPayload;
    },
    async destroy(id) {
      const tenant = tenantOfArtifactId(id);
      if (tenant !== undefined) await endGrant(ports, tenant, id);
    },
  };
}

/** Ends what was allowed, with every token of it. */
async function endGrant(
  { database, witness, forgetRemembered }: AdapterPorts,
  tenant: TenantId,
  id: string,
): Promise<void> {
  await database.transaction(tenant, async (tx) => {
    await deleteArtifactsOfGrant(tx, tenant, id);
    const ended = await deleteAppGrant(tx, tenant, id);
    if (ended !== undefined) await witness.grantEnded(tx, tenant, ended);
  });
  forgetRemembered();
}

function artifactAdapter(ports: AdapterPorts, kind: string): Adapter {
  const { database, keyring, now, witness, forgetRemembered } = ports;
  const keyOf = (id: string) => ({ kind, hash: hashArtifactId(id) });
  const context = (hash: Buffer) => artifactContext({ kind, hash });

  async function tenantOf(id: string): Promise<TenantId | undefined> {
    if (kind !== "Interaction") return tenantOfArtifactId(id);
    const tenant = await tenantOfArtifact(database.installation, keyOf(id));
    return tenant === undefined ? undefined : parseTenantId(tenant);
  }

  async function open(tenant: TenantId, hash: Buffer, row: ArtifactRow): Promise<AdapterPayload> {
    const payload: unknown = JSON.parse((await keyring.vault(tenant)).open(context(hash), row.sealed).toString());
    return {
      ...(payload as AdapterPayload),
      ...(row.consumed_at === null ? {} : { consumed: Math.floor(row.consumed_at / 1000) }),
    };
  }

  return {
    ...never,

    async upsert(id, payload, expiresIn = 0) {
      const client = clientIdOf(payload);
      const tenant = client === undefined ? undefined : tenantOfClientId(client);
      if (client === undefined || tenant === undefined) throw new errors.InvalidClient("client is invalid");
      const key = keyOf(id);
      const sealed = (await keyring.vault(tenant)).seal(context(key.hash), Buffer.from(JSON.stringify(payload)));
      const grant = payload.grantId ?? null;
      const row = {
        client,
        grant_id: kind === "Interaction" ? null : grant,
        scopes: accessTokens.has(kind) ? (payload.scope ?? "") : null,
        until: now() + expiresIn * 1000,
        sealed,
      };
      if (!accessTokens.has(kind)) {
        await storeArtifact(database.tenant(tenant), tenant, key, row);
        return;
      }
      await database.transaction(tenant, async (tx) => {
        if (!(await noteToken(tx, tenant, client, now()))) throw new errors.InvalidClient("client is invalid");
        await sweepArtifacts(tx, tenant, now());
        await sweepAppGrants(tx, tenant, now());
        if (grant !== null) await noteAppGrantUse(tx, tenant, grant, now());
        await storeArtifact(tx, tenant, key, row);
        await witness.issued(tx, tenant, { client, scope: row.scopes ?? "", person: payload.accountId });
      });
    },

    async find(id) {
      const tenant = await tenantOf(id);
      const key = keyOf(id);
      const row = tenant && (await readArtifact(database.tenant(tenant), tenant, key));
      if (tenant === undefined || row === undefined || row.until <= now()) return undefined;
      return open(tenant, key.hash, row);
    },

    async consume(id) {
      const tenant = await tenantOf(id);
      if (tenant === undefined) return;
      if (await consumeArtifact(database.tenant(tenant), tenant, keyOf(id), now())) return;
      // Somebody used it in this very moment: one of the two stole it, so what was allowed ends for both.
      const row = await readArtifact(database.tenant(tenant), tenant, keyOf(id));
      if (row !== undefined && row.grant_id !== null) await endGrant(ports, tenant, row.grant_id);
      throw new errors.InvalidGrant("already used");
    },

    async destroy(id) {
      const tenant = await tenantOf(id);
      if (tenant === undefined) return;
      const row = await takeArtifact(database.tenant(tenant), tenant, keyOf(id));
      if (row === undefined) return;
      forgetRemembered();
      if (kind !== "Interaction" && kind !== "AuthorizationCode" && row.client !== null)
        await database.transaction(tenant, (tx) => witness.revoked(tx, tenant, { client: row.client ?? "", kind }));
    },

    async revokeByGrantId(grantId) {
      const tenant = tenantOfArtifactId(grantId);
      if (tenant === undefined) return;
      await deleteArtifactsOfGrant(database.tenant(tenant), tenant, grantId, kind);
      forgetRemembered();
    },
  };
}

function clientIdOf(payload: AdapterPayload): string | undefined {
  if (payload.clientId !== undefined) return payload.clientId;
  const named = payload.params?.["client_id"];
  return typeof named === "string" ? named : undefined;
}
