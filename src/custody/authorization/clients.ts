import type { Clock, Secret, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import type { Actor } from "../identity/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { deleteAppGrantsOfClient } from "./app-grant-table.ts";
import { deleteArtifactsOfClient } from "./artifact-table.ts";
import { AuthorizationError } from "./authorization-error.ts";
import { checkClient } from "./check-client.ts";
import { type Client, clientOf } from "./client.ts";
import { type ClientChange, may, withKeeper, withoutAbsent } from "./client-changes.ts";
import {
  type ClientDetails,
  noDetails,
  openClientName,
  openDetails,
  sealClientName,
  sealDetails,
} from "./client-details.ts";
import { hashClientSecret, newClientId, newClientSecret, tenantOfClientId } from "./client-id.ts";
import { endClient, holdClient, insertClient, readClient, readClients, storeClient } from "./client-table.ts";
import type { ClientKind, ClientRow } from "./client-table.ts";
import type { AuthorizationAct, RecordAuthorization } from "./event.ts";
import { giveScopes, joined, tellAsks } from "./give-scopes.ts";
import { rewriteClient, showSecret } from "./rewrite-client.ts";
import {
  type Own,
  type SecondPerson,
  type SeenAsk,
  expectAsk,
  expectSecond,
  purposeOfProgram,
} from "./second-person.ts";

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
   *  @param own what isn't whoever's adds it waits for somebody else @throws ScopeError, AuthorizationError */
  add(actor: Actor, tenant: TenantId, client: NewClient, own?: Own): Promise<WithSecret<Secret<string> | undefined>>;
  list(tenant: TenantId): Promise<readonly Client[]>;
  /** A client that has not ended, wherever it belongs. */
  find(id: string): Promise<RegisteredClient | undefined>;
  /** Who gets it into their hands, and another purpose, are as new: what it may beyond its changer's own waits again.
   *  @throws ScopeError; AuthorizationError also `clients/unknown` */
  change(actor: Actor, tenant: TenantId, id: string, change: ClientChange, own?: Own): Promise<Client>;
  /** Gives it what somebody else asked for, as whoever approves has read it.
   *  @throws AuthorizationError `clients/unknown`, `clients/changed-meanwhile`, `clients/four-eyes`, `clients/approver-too-new` */
  approve(actor: Actor, tenant: TenantId, id: string, seen: SeenAsk): Promise<Client>;
  /** Takes away what was asked for; who asked withdraws it so. @throws AuthorizationError `clients/unknown`, `clients/changed-meanwhile` */
  refuse(actor: Actor, tenant: TenantId, id: string, ask: string): Promise<Client>;
  /** Ids of accounts that may have what it proves itself with, also of one that has ended. Undefined: it is no program of theirs. */
  keepersOf(tenant: TenantId, id: string): Promise<readonly string[] | undefined>;
  /** Replaces the secret at once; who didn't have the former gets it into their hands, as in `change`.
   *  @throws AuthorizationError `clients/unknown`, `clients/no-secret` */
  replaceSecret(actor: Actor, tenant: TenantId, id: string, own?: Own): Promise<WithSecret<Secret<string>>>;
  /** Ends the client and, within a second, every token it holds. @throws AuthorizationError `clients/unknown` */
  end(actor: Actor, tenant: TenantId, id: string): Promise<void>;
}

interface WithSecret<T> {
  readonly client: Client;
  readonly secret: T;
}

export interface ClientPorts {
  readonly database: Database;
  readonly keyring: Pick<Keyring, "vault">;
  /** Told when what clients may do has changed. */
  forgetRemembered(): void;
  readonly now: Clock;
  readonly recordEvent: RecordAuthorization;
  readonly secondPerson: () => SecondPerson;
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

  /** Stores what a client is now, tells of what waits, and witnesses the change. */
  async function settle(
    tx: Transaction,
    tenant: TenantId,
    change: {
      readonly actor: Actor;
      readonly row: ClientRow;
      readonly before: ClientDetails;
      readonly after: ClientDetails;
      readonly name: string;
      readonly detail: string;
    },
  ): Promise<Client> {
    const { actor, before, after, name, detail } = change;
    const vault = await keyring.vault(tenant);
    const id = change.row.client;
    const row = {
      ...change.row,
      sealed_name: sealClientName(vault, id, name),
      sealed_details: sealDetails(vault, id, after),
      changed_at: now(),
    };
    await storeClient(tx, tenant, row);
    const asks = { program: name, by: actor, note: detail, before: before.asked, after: after.asked };
    await tellAsks(secondPerson(), tx, tenant, asks);
    await witness(tx, tenant, "client-changed", { actor, id, name, detail });
    return clientOf(vault, row);
  }

  return {
    async add(actor, tenant, { name, kind = "confidential", scope, ...rest }, own) {
      const bare: ClientDetails = { ...noDetails, ...withoutAbsent(rest) };
      const wanted = checkClient(kind, scope, bare);
      const id = newClientId(tenant);
      const secret = kind === "confidential" ? newClientSecret() : undefined;
      const vault = await keyring.vault(tenant);
      const at = now();
      const row = await database.transaction(tenant, async (tx) => {
        const held = { own, purpose: purposeOfProgram(bare), granted: "", asked: [] };
        const { scopes, asked, alone } = await giveScopes(secondPerson(), tx, { actor, tenant, at }, wanted, held);
        const details = { ...withKeeper(bare, actor, { isReplaced: true }), asked };
        const made = {
          client: id,
          kind,
          sealed_name: sealClientName(vault, id, name),
          sealed_details: sealDetails(vault, id, details),
          secret_hash: secret === undefined ? null : hashClientSecret(secret),
          scopes,
          added_at: at,
        };
        await insertClient(tx, tenant, made);
        const asks = { program: name, by: actor, note: "", before: [], after: asked };
        await tellAsks(secondPerson(), tx, tenant, asks);
        await witness(tx, tenant, "client-added", { actor, id, name, detail: `${may(scopes, details)}${alone}` });
        return made;
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
        const before = openDetails(vault, id, row.sealed_details);
        const by = { actor, tenant, at: now(), own };
        const { scopes, ...made } = await rewriteClient(secondPerson(), tx, by, { row, before }, change);
        const name = change.name ?? openClientName(vault, id, row.sealed_name);
        return settle(tx, tenant, { actor, row: { ...row, scopes }, before, name, ...made });
      });
      ports.forgetRemembered();
      return changed;
    },

    async approve(actor, tenant, id, seen) {
      const vault = await keyring.vault(tenant);
      const approved = await database.transaction(tenant, async (tx) => {
        const row = await heldRow(tx, tenant, id);
        const before = openDetails(vault, id, row.sealed_details);
        const ask = await expectSecond(secondPerson(), tx, { actor, tenant }, before, seen);
        const after = { ...before, asked: before.asked.filter((one) => one !== ask) };
        const scopes = joined(row.scopes, ask.scopes);
        const name = openClientName(vault, id, row.sealed_name);
        const detail = `approved what ${ask.byName} (${ask.by}) asked for; may now ${may(scopes, after)}`;
        return settle(tx, tenant, { actor, row: { ...row, scopes }, before, after, name, detail });
      });
      ports.forgetRemembered();
      return approved;
    },

    async refuse(actor, tenant, id, ask) {
      const vault = await keyring.vault(tenant);
      return database.transaction(tenant, async (tx) => {
        const row = await heldRow(tx, tenant, id);
        const before = openDetails(vault, id, row.sealed_details);
        const one = expectAsk(before, { id: ask });
        const after = { ...before, asked: before.asked.filter((other) => other !== one) };
        const name = openClientName(vault, id, row.sealed_name);
        const did = one.by === actor.id ? "withdrew what they" : `refused what ${one.byName} (${one.by})`;
        return settle(tx, tenant, { actor, row, before, after, name, detail: `${did} asked for: ${one.scopes}` });
      });
    },

    async keepersOf(tenant, id) {
      const row = tenantOfClientId(id) === tenant ? await readClient(database.tenant(tenant), tenant, id) : undefined;
      return row && (openDetails(await keyring.vault(tenant), id, row.sealed_details).keepers ?? []);
    },

    async replaceSecret(actor, tenant, id, own) {
      const vault = await keyring.vault(tenant);
      const secret = newClientSecret();
      const client = await database.transaction(tenant, async (tx) => {
        const row = await heldRow(tx, tenant, id);
        if (row.kind !== "confidential")
          throw new AuthorizationError("clients/no-secret", "only a confidential client has a secret");
        const before = openDetails(vault, id, row.sealed_details);
        const by = { actor, tenant, at: now(), own };
        const { scopes, ...made } = await showSecret(secondPerson(), tx, by, { row, before });
        const name = openClientName(vault, id, row.sealed_name);
        const next = { ...row, scopes, secret_hash: hashClientSecret(secret) };
        return settle(tx, tenant, { actor, row: next, before, name, ...made });
      });
      ports.forgetRemembered();
      return { client, secret };
    },

    async end(actor, tenant, id) {
      const vault = await keyring.vault(tenant);
      await database.transaction(tenant, async (tx) => {
        const row = await holdClient(tx, tenant, id);
        if (row === undefined) throw new AuthorizationError("clients/unknown", "there is no such client");
        if (!(await endClient(tx, tenant, id))) return;
        const { asked } = openDetails(vault, id, row.sealed_details);
        const name = openClientName(vault, id, row.sealed_name);
        const asks = { program: name, by: actor, note: "it was ended", before: asked, after: [] };
        await tellAsks(secondPerson(), tx, tenant, asks);
        await deleteArtifactsOfClient(tx, tenant, id);
        await deleteAppGrantsOfClient(tx, tenant, id);
        await witness(tx, tenant, "client-ended", { actor, id, name });
      });
      ports.forgetRemembered();
    },
  };
}
