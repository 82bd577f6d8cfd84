import type { Clock, PersonId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Actor } from "../identity/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { type AppGrant, openGrant, sealGrant } from "./app-grant.ts";
import {
  type AppGrantRow,
  deleteAppGrant,
  deleteIdleAppGrants,
  insertAppGrant,
  readAppGrantsOf,
  readStandingAppGrants,
} from "./app-grant-table.ts";
import { newArtifactId } from "./artifact-id.ts";
import { deleteArtifactsOfGrant } from "./artifact-table.ts";
import { AuthorizationError } from "./authorization-error.ts";
import type { Client } from "./client.ts";
import type { Clients } from "./clients.ts";
import type { RecordAuthorization } from "./event.ts";
import type { AskOpenSessions } from "./open-sessions.ts";
import { grantSeconds } from "./provider.ts";

/** What is allowed, and to whom. */
export interface NewAppGrant extends Pick<AppGrant, "scope" | "patient" | "encounter" | "purpose"> {
  readonly client: Client;
  readonly person: PersonId;
  /** Ends when this session does. */
  readonly session?: string | undefined;
}

export interface AllowedApp {
  readonly grant: AppGrant;
  readonly client: Client;
}

export interface Apps {
  allow(actor: Actor, tenant: TenantId, grant: NewAppGrant): Promise<string>;
  /** What the person allowed, newest first. */
  list(tenant: TenantId, person: PersonId): Promise<readonly AllowedApp[]>;
  /** What anybody allowed for longer than a session, oldest first. */
  standing(tenant: TenantId): Promise<readonly AllowedApp[]>;
  /** Ends it and, within a second, every token of it. @throws AuthorizationError `oauth/no-app` */
  withdraw(actor: Actor, tenant: TenantId, person: PersonId, id: string): Promise<void>;
}

export function createApps(ports: {
  readonly database: Database;
  readonly openSessions: AskOpenSessions;
  readonly keyring: Pick<Keyring, "vault">;
  readonly clients: Pick<Clients, "find">;
  readonly tokens: { forgetRemembered(): void };
  readonly now: Clock;
  readonly recordEvent: RecordAuthorization;
}): Apps {
  const { database, keyring, openSessions, clients, tokens, now, recordEvent } = ports;

  async function opened(tenant: TenantId, rows: readonly AppGrantRow[]): Promise<readonly AllowedApp[]> {
    const vault = await keyring.vault(tenant);
    const found = await Promise.all(
      rows.map(async (row) => ({ grant: openGrant(vault, row), client: await clients.find(row.client) })),
    );
    return found.flatMap(({ grant, client }) => (client === undefined ? [] : [{ grant, client }]));
  }

  return {
    async allow(actor, tenant, { client, person, session, ...content }) {
      const id = newArtifactId(tenant);
      const sealed = sealGrant(await keyring.vault(tenant), id, content);
      const at = now();
      await database.transaction(tenant, async (tx) => {
        await deleteIdleAppGrants(tx, tenant, { person, client: client.id, now: at });
        await insertAppGrant(tx, tenant, {
          grant_id: id,
          client: client.id,
          person,
          session: session ?? null,
          given_at: at,
          used_at: at,
          until: at + grantSeconds * 1000,
          sealed,
        });
        const about = content.patient === undefined ? "" : `, about Patient/${content.patient}`;
        await recordEvent(tx, tenant, {
          act: "app-allowed",
          at,
          actor,
          subject: { kind: "client", id: client.id, name: client.name },
          detail: `${content.scope}${about}`,
        });
      });
      return id;
    },

    async list(tenant, person) {
      const open = await openSessions(tenant);
      return opened(tenant, await readAppGrantsOf(database.tenant(tenant), tenant, { person, now: now(), ...open }));
    },

    standing: async (tenant) => opened(tenant, await readStandingAppGrants(database.tenant(tenant), tenant, now())),

    async withdraw(actor, tenant, person, id) {
      const known = (await this.list(tenant, person)).find(({ grant }) => grant.id === id);
      if (known === undefined) throw new AuthorizationError("oauth/no-app", "there is no such app");
      await database.transaction(tenant, async (tx) => {
        await deleteArtifactsOfGrant(tx, tenant, id);
        if ((await deleteAppGrant(tx, tenant, id)) === undefined) return;
        const { client, grant } = known;
        await recordEvent(tx, tenant, {
          act: "app-withdrawn",
          at: now(),
          actor,
          subject: { kind: "client", id: client.id, name: client.name },
          detail: grant.scope,
        });
      });
      tokens.forgetRemembered();
    },
  };
}
