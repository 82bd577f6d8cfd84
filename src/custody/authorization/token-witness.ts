import type { Clock, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import { type Actor, type Origin, displayName, openProfile } from "../identity/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { openClientName } from "./client-details.ts";
import { readClient } from "./client-table.ts";
import type { RecordAuthorization } from "./event.ts";
import { readAccount } from "./account-table.ts";

/** Says in the ledger what happens to tokens. */
export interface TokenWitness {
  issued(
    tx: Transaction,
    tenant: TenantId,
    token: { readonly client: string; readonly scope: string; readonly person: string | undefined },
  ): Promise<void>;
  revoked(tx: Transaction, tenant: TenantId, token: { readonly client: string; readonly kind: string }): Promise<void>;
  /** What a person allowed ended, and not by their own hand: the app gave it back, or a code or token of it was used twice. */
  grantEnded(
    tx: Transaction,
    tenant: TenantId,
    grant: { readonly client: string; readonly person: string },
  ): Promise<void>;
  /** Somebody was refused who named this client, or none that exists. */
  refused(tenant: TenantId, client: string | undefined, why: string): Promise<void>;
}

export function createTokenWitness(ports: {
  readonly database: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly now: Clock;
  readonly recordEvent: RecordAuthorization;
  /** Of the request that is being answered. */
  readonly origin: () => Origin | undefined;
}): TokenWitness {
  const { database, keyring, now, recordEvent, origin } = ports;

  async function clientName(tenant: TenantId, client: string): Promise<string> {
    const row = await readClient(database.tenant(tenant), tenant, client);
    return row === undefined ? client : openClientName(await keyring.vault(tenant), client, row.sealed_name);
  }

  async function actorOf(tenant: TenantId, client: string): Promise<Actor> {
    return { kind: "client", id: client, name: await clientName(tenant, client), ...origin() };
  }

  async function personName(tenant: TenantId, person: string | undefined): Promise<string | undefined> {
    const row = person === undefined ? undefined : await readAccount(database.tenant(tenant), tenant, person);
    return row && displayName(openProfile(await keyring.vault(tenant), row.person, row.sealed_profile));
  }

  return {
    async issued(tx, tenant, { client, scope, person }) {
      const actor = await actorOf(tenant, client);
      const onBehalfOf = await personName(tenant, person);
      await recordEvent(tx, tenant, { act: "token-issued", at: now(), actor, detail: scope, onBehalfOf });
    },

    async revoked(tx, tenant, { client, kind }) {
      const actor = await actorOf(tenant, client);
      const detail = kind === "RefreshToken" ? "refresh token" : "access token";
      await recordEvent(tx, tenant, { act: "token-revoked", at: now(), actor, detail });
    },

    async grantEnded(tx, tenant, { client, person }) {
      const actor = await actorOf(tenant, client);
      const onBehalfOf = await personName(tenant, person);
      const detail = "the app gave it back, or a code or token of it was used twice";
      await recordEvent(tx, tenant, { act: "app-withdrawn", at: now(), actor, detail, onBehalfOf });
    },

    async refused(tenant, client, why) {
      const subject =
        client === undefined
          ? undefined
          : ({ kind: "client", id: client, name: await clientName(tenant, client) } as const);
      const actor: Actor = { kind: "system", id: "sign-in", name: "sign-in", ...origin() };
      await database.transaction(tenant, (tx) =>
        recordEvent(tx, tenant, { act: "token-refused", at: now(), actor, subject, detail: why }),
      );
    },
  };
}
