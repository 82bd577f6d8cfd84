import type { Clock, Secret, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import type { Scope } from "../access/index.ts";
import type { Actor } from "../identity/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { deleteAppGrantsOfClient } from "./app-grant-table.ts";
import { deleteArtifactsOfClient } from "./artifact-table.ts";
import { AuthorizationError } from "./authorization-error.ts";
import { checkClient } from "./check-client.ts";
import { type Client, clientOf } from "./client.ts";
import { type ClientChange, changedDetails, may, withKeeper, withoutAbsent } from "./client-changes.ts";
import { type ClientDetails, openClientName, openDetails, sealClientName, sealDetails } from "./client-details.ts";
import { hashClientSecret, newClientId, newClientSecret, tenantOfClientId } from "./client-id.ts";
import { endClient, holdClient, insertClient, readClient, readClients, storeClient } from "./client-table.ts";
import type { ClientKind, ClientRow } from "./client-table.ts";
import type { AuthorizationAct, RecordAuthorization } from "./event.ts";
import { type SecondPerson, expectSecond, partScopes } from "./second-person.ts";
import type { AskedScopes } from "./special-scopes.ts";

export interface NewClient extends Partial<ClientDetails> {
  readonly name: string;
  readonly kind?: ClientKind | undefined;
  /** Space-separated: SMART v2 scopes, and `openid`, `launch/patient` … for an app that asks people. */
  readonly scope: string;
}

/** A client as the protocol needs it. */
export interface RegisteredClient extends Client {
  readonly tenant: TenantId;
  readonly secretHash?: Buffer | undefined;
}

export interface Clients {
  /** A confidential client's secret is shown once.
   *  @param own whether whoever adds it may do it themself: what they may not waits for somebody else. Absent: the operator's console
   *  @throws ScopeError, AuthorizationError */
  add(
    actor: Actor,
    tenant: TenantId,
    client: NewClient,
    own?: (scope: Scope) => boolean,
  ): Promise<{ readonly client: Client; readonly secret: Secret<string> | undefined }>;
  list(tenant: TenantId): Promise<readonly Client[]>;
  /** A client that has not ended, wherever it belongs. */
  find(id: string): Promise<RegisteredClient | undefined>;
  /** @param own as of `add` @throws ScopeError; AuthorizationError also `clients/unknown` */
  change(
    actor: Actor,
    tenant: TenantId,
    id: string,
    change: ClientChange,
    own?: (scope: Scope) => boolean,
  ): Promise<Client>;
  /** Gives it what somebody else asked for. @param seen the scopes that whoever approves has read
   *  @throws AuthorizationError `clients/unknown`, `clients/changed-meanwhile`, `clients/four-eyes`, `clients/approver-too-new` */
  approve(actor: Actor, tenant: TenantId, id: string, seen: string): Promise<Client>;
  /** Ids of accounts that may have what it proves itself with, also of one that has ended. Undefined: it is no program of theirs. */
  keepersOf(tenant: TenantId, id: string): Promise<readonly string[] | undefined>;
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
  readonly secondPerson: SecondPerson;
}

export function createClients(ports: ClientPorts): Clients {
  const { database, keyring, now, recordEvent, secondPerson } = ports;
  const witness = (
    tx: Transaction,
    tenant: TenantId,
    act: AuthorizationAct,
    { actor, id, name, detail }: { actor: Actor; id: string; name: string; detail?: string },
  ) => recordEvent(tx, tenant, { act, at: now(), actor, subject: { kind: "client", id, name }, detail });

  /** The active client, held, for a change of it. */
  async function heldRow(tx: Transaction, tenant: TenantId, id: string): Promise<ClientRow> {
    const row = await holdClient(tx, tenant, id);
    if (row === undefined || row.state === "ended")
      throw new AuthorizationError("clients/unknown", "there is no such client");
    return row;
  }

  /** What it gets now, and what is asked for beside: where nobody else could approve it, it gets that too, and the ledger says so. */
  async function heldScopes(
    actor: Actor,
    tenant: TenantId,
    wanted: AskedScopes,
    { own, granted }: { readonly own: ((scope: Scope) => boolean) | undefined; readonly granted: string },
  ) {
    const { now: at, later } = partScopes(wanted, { own, granted });
    if (later === "") return { scopes: at, asked: undefined, alone: "" };
    if (await secondPerson.isThere(tenant, actor.id))
      return { scopes: at, asked: { scopes: later, by: actor.id, byName: actor.name, at: now() }, alone: "" };
    const scopes = partScopes(wanted, { own: undefined, granted }).now;
    return { scopes, asked: undefined, alone: `; nobody else could approve ${later}` };
  }

  return {
    async add(actor, tenant, { name, kind = "confidential", scope, ...rest }, own) {
      const bare: ClientDetails = { redirectUris: [], contacts: [], keys: [], ...withoutAbsent(rest) };
      const { scopes, asked, alone } = await heldScopes(actor, tenant, checkClient(kind, scope, bare), {
        own,
        granted: "",
      });
      const details = { ...withKeeper(bare, actor), asked };
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
        await witness(tx, tenant, "client-added", { actor, id, name, detail: `${may(scopes, details)}${alone}` });
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

    async change(actor, tenant, id, change, own) {
      const vault = await keyring.vault(tenant);
      const changed = await database.transaction(tenant, async (tx) => {
        const row = await heldRow(tx, tenant, id);
        const before = clientOf(vault, row);
        const isKey = change.keys !== undefined || !sameList(change.redirectUris, before.redirectUris);
        const changed = changedDetails(before, change);
        const bare = isKey ? withKeeper(changed, actor) : changed;
        const name = change.name ?? before.name;
        const wanted = checkClient(row.kind, change.scope ?? [row.scopes, before.asked?.scopes ?? ""].join(" "), bare);
        const granted = row.scopes;
        const { scopes, asked, alone } =
          change.scope === undefined
            ? { scopes: granted, asked: before.asked, alone: "" }
            : await heldScopes(actor, tenant, wanted, { own, granted });
        // Whoever changes something else isn't who asked.
        const isSame = asked !== undefined && asked.scopes === before.asked?.scopes;
        const details = { ...bare, asked: isSame ? before.asked : asked };
        const after = {
          ...row,
          sealed_name: sealClientName(vault, id, name),
          sealed_details: sealDetails(vault, id, details),
          scopes,
          changed_at: now(),
        };
        await storeClient(tx, tenant, after);
        const what = Object.entries(change).filter(([, value]) => value !== undefined);
        const detail = `${what.map(([key]) => key).join(", ")}; may now ${may(scopes, details)}${alone}`;
        await witness(tx, tenant, "client-changed", { actor, id, name, detail });
        return clientOf(vault, after);
      });
      ports.forgetRemembered();
      return changed;
    },

    async approve(actor, tenant, id, seen) {
      const vault = await keyring.vault(tenant);
      const approved = await database.transaction(tenant, async (tx) => {
        const row = await heldRow(tx, tenant, id);
        const before = openDetails(vault, id, row.sealed_details);
        const asked = await expectSecond(secondPerson, { actor, tenant, now: now() }, before, seen);
        const details = { ...before, asked: undefined };
        const scopes = [...new Set(`${row.scopes} ${asked.scopes}`.split(" "))].filter((one) => one !== "").join(" ");
        const after = { ...row, sealed_details: sealDetails(vault, id, details), scopes, changed_at: now() };
        await storeClient(tx, tenant, after);
        const name = openClientName(vault, id, row.sealed_name);
        const detail = `approved what ${asked.byName} (${asked.by}) asked for; may now ${may(scopes, details)}`;
        await witness(tx, tenant, "client-changed", { actor, id, name, detail });
        return clientOf(vault, after);
      });
      ports.forgetRemembered();
      return approved;
    },

    async keepersOf(tenant, id) {
      const row = tenantOfClientId(id) === tenant ? await readClient(database.tenant(tenant), tenant, id) : undefined;
      return row && (openDetails(await keyring.vault(tenant), id, row.sealed_details).keepers ?? []);
    },

    async replaceSecret(actor, tenant, id) {
      const vault = await keyring.vault(tenant);
      const secret = newClientSecret();
      await database.transaction(tenant, async (tx) => {
        const row = await heldRow(tx, tenant, id);
        if (row.kind !== "confidential")
          throw new AuthorizationError("clients/no-secret", "only a confidential client has a secret");
        const details = withKeeper(openDetails(vault, id, row.sealed_details), actor);
        const sealed_details = sealDetails(vault, id, details);
        await storeClient(tx, tenant, {
          ...row,
          sealed_details,
          secret_hash: hashClientSecret(secret),
          changed_at: now(),
        });
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

function sameList(one: readonly string[] | undefined, other: readonly string[]): boolean {
  return one === undefined || (one.length === other.length && one.every((text, index) => text === other[index]));
}
