import type { Clock, Secret, TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import { parseScopes } from "../access/index.ts";
import type { Keyring, TenantVault } from "../keyring/index.ts";
import { hashClientSecret, newClientId, newClientSecret } from "./client-id.ts";
import { endClient, insertClient, readClient, readClients } from "./client-table.ts";
import type { ClientRow, ClientState } from "./client-table.ts";
import type { Actor, RecordEvent } from "./event.ts";
import { deleteGrantsOf } from "./grant-table.ts";
import { IdentityError } from "./identity-error.ts";

/** A program that calls the API on its own behalf. */
export interface Client {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly addedAt: number;
  readonly lastTokenAt?: number | undefined;
  readonly state: ClientState;
}

export interface NewClient {
  readonly name: string;
  /** Space-separated SMART v2 scopes, system level only. */
  readonly scope: string;
}

export interface Clients {
  /** The secret is shown once. @throws ScopeError; IdentityError `clients/unsuitable-scope` */
  add(
    actor: Actor,
    tenant: TenantId,
    client: NewClient,
  ): Promise<{ readonly client: Client; readonly secret: Secret<string> }>;
  list(tenant: TenantId): Promise<readonly Client[]>;
  /** Ends the client and, within a second, every token it holds. @throws IdentityError `clients/unknown` */
  end(actor: Actor, tenant: TenantId, id: string): Promise<void>;
}

export interface ClientPorts {
  readonly database: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly tokens: { forgetRemembered(): void };
  readonly now: Clock;
  readonly recordEvent: RecordEvent;
}

const context = (id: string) => `client/${id}/name`;

export function openClientName(vault: TenantVault, id: string, sealed: Buffer): string {
  return vault.open(context(id), sealed).toString();
}

export function createClients({ database, keyring, tokens, now, recordEvent }: ClientPorts): Clients {
  return {
    async add(actor, tenant, { name, scope }) {
      const scopes = parseScopes(scope);
      if (scopes.some((one) => one.level !== "system")) {
        throw new IdentityError("clients/unsuitable-scope", "a client that acts for itself takes system/ scopes only", {
          path: "scope",
        });
      }
      const id = newClientId(tenant);
      const secret = newClientSecret();
      const vault = await keyring.vault(tenant);
      const addedAt = now();
      const texts = scopes.map((one) => one.text);
      await database.transaction(tenant, async (tx) => {
        const sealed_name = vault.seal(context(id), Buffer.from(name));
        await insertClient(tx, tenant, {
          client: id,
          sealed_name,
          secret_hash: hashClientSecret(secret),
          scopes: texts.join(" "),
          added_at: addedAt,
        });
        await recordEvent(tx, tenant, {
          act: "client-added",
          at: addedAt,
          actor,
          subject: { kind: "client", id, name },
          detail: texts.join(" "),
        });
      });
      return { client: { id, name, scopes: texts, addedAt, state: "active" }, secret };
    },

    async list(tenant) {
      const vault = await keyring.vault(tenant);
      return (await readClients(database.tenant(tenant), tenant)).map((row) => clientOf(vault, row));
    },

    async end(actor, tenant, id) {
      const vault = await keyring.vault(tenant);
      await database.transaction(tenant, async (tx) => {
        const row = await readClient(tx, tenant, id);
        if (row === undefined) throw new IdentityError("clients/unknown", "there is no such client");
        if (!(await endClient(tx, tenant, id))) return;
        await deleteGrantsOf(tx, tenant, id);
        await recordEvent(tx, tenant, {
          act: "client-ended",
          at: now(),
          actor,
          subject: { kind: "client", id, name: openClientName(vault, id, row.sealed_name) },
        });
      });
      tokens.forgetRemembered();
    },
  };
}

function clientOf(vault: TenantVault, row: ClientRow): Client {
  return {
    id: row.client,
    name: openClientName(vault, row.client, row.sealed_name),
    scopes: row.scopes.split(" "),
    addedAt: row.added_at,
    lastTokenAt: row.last_token_at ?? undefined,
    state: row.state,
  };
}
