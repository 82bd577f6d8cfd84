import type { Clock, Secret, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import type { RequestBudgets } from "../access/index.ts";
import type { Actor } from "../identity/index.ts";
import type { Keyring, TenantVault } from "../keyring/index.ts";
import { deleteAppGrantsOfClient } from "./app-grant-table.ts";
import { deleteArtifactsOfClient } from "./artifact-table.ts";
import { AuthorizationError } from "./authorization-error.ts";
import { checkClient } from "./check-client.ts";
import { type ClientDetails, openClientName, openDetails, sealClientName, sealDetails } from "./client-details.ts";
import { hashClientSecret, newClientId, newClientSecret, tenantOfClientId } from "./client-id.ts";
import { endClient, holdClient, insertClient, readClient, readClients, storeClient } from "./client-table.ts";
import type { ClientKind, ClientRow, ClientState } from "./client-table.ts";
import type { AuthorizationAct, RecordAuthorization } from "./event.ts";
import { scopesText } from "./special-scopes.ts";

/** A program: one that acts for itself, or an app that people allow to act for them. */
export interface Client extends ClientDetails {
  readonly id: string;
  readonly name: string;
  readonly kind: ClientKind;
  readonly scopes: readonly string[];
  readonly addedAt: number;
  readonly changedAt?: number | undefined;
  readonly lastTokenAt?: number | undefined;
  readonly state: ClientState;
}

export interface NewClient extends Partial<ClientDetails> {
  readonly name: string;
  readonly kind?: ClientKind | undefined;
  /** Space-separated: SMART v2 scopes, and `openid`, `launch/patient` … for an app that asks people. */
  readonly scope: string;
}

/** What is absent stays; null takes it away. */
export interface ClientChange {
  readonly name?: string | undefined;
  readonly scope?: string | undefined;
  readonly redirectUris?: readonly string[] | undefined;
  readonly launchUrl?: string | null | undefined;
  readonly maker?: string | null | undefined;
  readonly logoText?: string | null | undefined;
  readonly purpose?: string | null | undefined;
  readonly contacts?: readonly string[] | undefined;
  readonly keys?: ClientDetails["keys"] | undefined;
  /** Budget by budget: what is absent stays, null is as usual again. */
  readonly requestBudgets?: Readonly<Record<string, number | null | undefined>> | undefined;
}

/** A client as the protocol needs it. */
export interface RegisteredClient extends Client {
  readonly tenant: TenantId;
  readonly secretHash?: Buffer | undefined;
}

export interface Clients {
  /** A confidential client's secret is shown once. @throws ScopeError, AuthorizationError */
  add(
    actor: Actor,
    tenant: TenantId,
    client: NewClient,
  ): Promise<{ readonly client: Client; readonly secret: Secret<string> | undefined }>;
  list(tenant: TenantId): Promise<readonly Client[]>;
  /** A client that has not ended, wherever it belongs. */
  find(id: string): Promise<RegisteredClient | undefined>;
  /** @throws ScopeError; AuthorizationError also `clients/unknown` */
  change(actor: Actor, tenant: TenantId, id: string, change: ClientChange): Promise<Client>;
  /** Replaces the secret at once. @throws AuthorizationError `clients/unknown`, `clients/no-secret` */
  replaceSecret(actor: Actor, tenant: TenantId, id: string): Promise<Secret<string>>;
  /** Ends the client and, within a second, every token it holds. @throws AuthorizationError `clients/unknown` */
  end(actor: Actor, tenant: TenantId, id: string): Promise<void>;
}

export interface ClientPorts {
  readonly database: Database;
  readonly keyring: Pick<Keyring, "vault">;
  /** Told when what clients may do has changed. */
  forgetRemembered(): void;
  readonly now: Clock;
  readonly recordEvent: RecordAuthorization;
}

export function createClients(ports: ClientPorts): Clients {
  const { database, keyring, now, recordEvent } = ports;
  const witness = (
    tx: Transaction,
    tenant: TenantId,
    act: AuthorizationAct,
    { actor, id, name, detail }: { actor: Actor; id: string; name: string; detail?: string },
  ) => recordEvent(tx, tenant, { act, at: now(), actor, subject: { kind: "client", id, name }, detail });

  /** The active client, held, for a change of it. */
  async function held(tx: Transaction, tenant: TenantId, id: string): Promise<ClientRow> {
    const row = await holdClient(tx, tenant, id);
    if (row === undefined || row.state === "ended")
      throw new AuthorizationError("clients/unknown", "there is no such client");
    return row;
  }

  return {
    async add(actor, tenant, { name, kind = "confidential", scope, ...rest }) {
      const details: ClientDetails = { redirectUris: [], contacts: [], keys: [], ...withoutAbsent(rest) };
      const scopes = scopesText(checkClient(kind, scope, details));
      const id = newClientId(tenant);
      const secret = kind === "confidential" ? newClientSecret() : undefined;
      const vault = await keyring.vault(tenant);
      const row = {
        client: id,
        kind,
        sealed_name: sealClientName(vault, id, name),
        sealed_details: sealDetails(vault, id, details),
        secret_hash: secret === undefined ? null : hashClientSecret(secret),
        scopes,
        added_at: now(),
      };
      await database.transaction(tenant, async (tx) => {
        await insertClient(tx, tenant, row);
        await witness(tx, tenant, "client-added", { actor, id, name, detail: may(scopes, details) });
      });
      ports.forgetRemembered();
      const client = clientOf(vault, { ...row, state: "active", changed_at: null, last_token_at: null });
      return { client, secret };
    },

    async list(tenant) {
      const vault = await keyring.vault(tenant);
      return (await readClients(database.tenant(tenant), tenant)).map((row) => clientOf(vault, row));
    },

    async find(id) {
      const tenant = tenantOfClientId(id);
      const row = tenant && (await readClient(database.tenant(tenant), tenant, id));
      if (tenant === undefined || row === undefined || row.state === "ended") return undefined;
      return { ...clientOf(await keyring.vault(tenant), row), tenant, secretHash: row.secret_hash ?? undefined };
    },

    async change(actor, tenant, id, change) {
      const vault = await keyring.vault(tenant);
      const changed = await database.transaction(tenant, async (tx) => {
        const row = await held(tx, tenant, id);
        const before = clientOf(vault, row);
        const details = changedDetails(before, change);
        const name = change.name ?? before.name;
        const scopes = scopesText(checkClient(row.kind, change.scope ?? row.scopes, details));
        const after = {
          ...row,
          sealed_name: sealClientName(vault, id, name),
          sealed_details: sealDetails(vault, id, details),
          scopes,
          changed_at: now(),
        };
        await storeClient(tx, tenant, after);
        const what = Object.entries(change).filter(([, value]) => value !== undefined);
        const detail = `${what.map(([key]) => key).join(", ")}; may now ${may(scopes, details)}`;
        await witness(tx, tenant, "client-changed", { actor, id, name, detail });
        return clientOf(vault, after);
      });
      ports.forgetRemembered();
      return changed;
    },

    async replaceSecret(actor, tenant, id) {
      const vault = await keyring.vault(tenant);
      const secret = newClientSecret();
      await database.transaction(tenant, async (tx) => {
        const row = await held(tx, tenant, id);
        if (row.kind !== "confidential")
          throw new AuthorizationError("clients/no-secret", "only a confidential client has a secret");
        await storeClient(tx, tenant, { ...row, secret_hash: hashClientSecret(secret), changed_at: now() });
        const name = openClientName(vault, id, row.sealed_name);
        await witness(tx, tenant, "client-changed", { actor, id, name, detail: "a new secret" });
      });
      return secret;
    },

    async end(actor, tenant, id) {
      const vault = await keyring.vault(tenant);
      await database.transaction(tenant, async (tx) => {
        const row = await holdClient(tx, tenant, id);
        if (row === undefined) throw new AuthorizationError("clients/unknown", "there is no such client");
        if (!(await endClient(tx, tenant, id))) return;
        await deleteArtifactsOfClient(tx, tenant, id);
        await deleteAppGrantsOfClient(tx, tenant, id);
        await witness(tx, tenant, "client-ended", { actor, id, name: openClientName(vault, id, row.sealed_name) });
      });
      ports.forgetRemembered();
    },
  };
}

function may(scopes: string, { purpose, requestBudgets = {} }: ClientDetails): string {
  const budgets = Object.entries(requestBudgets).map(([routes, limit]) => `${limit} requests a minute to ${routes}`);
  return [scopes, ...(purpose === undefined ? [] : [`for ${purpose}`]), ...budgets].join(", ");
}

function withoutAbsent<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<T>;
}

function changedDetails(before: ClientDetails, change: ClientChange): ClientDetails {
  const text = (now: string | undefined, then: string | null | undefined) =>
    then === undefined ? now : (then ?? undefined);
  return {
    redirectUris: change.redirectUris ?? before.redirectUris,
    contacts: change.contacts ?? before.contacts,
    keys: change.keys ?? before.keys,
    launchUrl: text(before.launchUrl, change.launchUrl),
    maker: text(before.maker, change.maker),
    logoText: text(before.logoText, change.logoText),
    purpose: text(before.purpose, change.purpose),
    requestBudgets: changedBudgets(before.requestBudgets, change.requestBudgets),
  };
}

function changedBudgets(
  before: RequestBudgets = {},
  change: ClientChange["requestBudgets"] = {},
): RequestBudgets | undefined {
  const next: Record<string, number> = {};
  for (const [routes, limit] of Object.entries({ ...before, ...withoutAbsent(change) }))
    if (typeof limit === "number") next[routes] = limit;
  return Object.keys(next).length === 0 ? undefined : next;
}

function clientOf(vault: TenantVault, row: ClientRow): Client {
  return {
    ...openDetails(vault, row.client, row.sealed_details),
    id: row.client,
    name: openClientName(vault, row.client, row.sealed_name),
    kind: row.kind,
    scopes: row.scopes.split(" "),
    addedAt: row.added_at,
    changedAt: row.changed_at ?? undefined,
    lastTokenAt: row.last_token_at ?? undefined,
    state: row.state,
  };
}
