import type { Clock, PersonId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Actor, People } from "../identity/index.ts";
import type { Keyring, TenantVault } from "../keyring/index.ts";
import type { RecordAuthorization } from "./event.ts";
import { type FederationSettings, openSettings, sealSettings } from "./federation-settings.ts";
import { deleteLink, holdFederation, readFederation, readLinks, storeFederation } from "./federation-table.ts";

/** A value of a claim there that gives a role here. */
export interface FederationMapping {
  /** Blind: tells nothing of the value. Changes with everything that the mapping is made of. */
  readonly id: string;
  readonly provider: string;
  readonly claim: string;
  readonly value: string;
  readonly role: string;
  /** Whether it also makes people of strangers whom the provider vouches for. */
  readonly makesPeople: boolean;
}

/** An account there that signs in as somebody here. */
export interface FederatedAccount {
  readonly person: PersonId;
  readonly provider: string;
  /** Milliseconds since 1970. */
  readonly linkedAt: number;
}

/** What an organisation's OpenID provider may give, one by one. */
export interface FederationGrants {
  /** Those that the provider's word gives now: none while it is off. */
  mappings(tenant: TenantId): Promise<readonly FederationMapping[]>;
  accounts(tenant: TenantId): Promise<readonly FederatedAccount[]>;
  /** People whose account there is linked and whose role is the one that the mapping gives, also while the provider is off; nobody
   *  once the mapping has gone. */
  letIn(tenant: TenantId, id: string): Promise<readonly PersonId[]>;
  /** Takes one mapping away, also while the provider is off, and leaves the others. @returns false when it had gone already */
  withdrawMapping(actor: Actor, tenant: TenantId, id: string): Promise<boolean>;
  /** @returns false when it had gone already */
  unlink(actor: Actor, tenant: TenantId, person: PersonId): Promise<boolean>;
}

export function createFederationGrants(ports: {
  readonly database: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly people: Pick<People, "get" | "list">;
  readonly now: Clock;
  readonly recordEvent: RecordAuthorization;
}): FederationGrants {
  const { database, keyring, people, now, recordEvent } = ports;

  async function active(tenant: TenantId): Promise<FederationSettings | undefined> {
    const row = await readFederation(database.tenant(tenant), tenant);
    return row?.state === "active" ? openSettings(await keyring.vault(tenant), row.sealed) : undefined;
  }

  return {
    async mappings(tenant) {
      const settings = await active(tenant);
      const roles = settings?.roles;
      if (settings === undefined || roles === undefined) return [];
      const vault = await keyring.vault(tenant);
      const { label: provider, provision: makesPeople } = settings;
      const found = roles.map.map(({ value, role }) => {
        const id = mappingId(vault, settings, { claim: roles.claim, value, role });
        return { id, provider, claim: roles.claim, value, role, makesPeople };
      });
      // The same line twice is one mapping.
      return [...new Map(found.map((mapping) => [mapping.id, mapping])).values()];
    },

    async accounts(tenant) {
      const settings = await active(tenant);
      if (settings === undefined) return [];
      const rows = await readLinks(database.tenant(tenant), tenant);
      return rows.map(({ person, linked_at: linkedAt }) => ({ person, provider: settings.label, linkedAt }));
    },

    async letIn(tenant, id) {
      const row = await readFederation(database.tenant(tenant), tenant);
      if (row === undefined) return [];
      const vault = await keyring.vault(tenant);
      const role = lineOf(vault, openSettings(vault, row.sealed), id)?.role;
      if (role === undefined) return [];
      const linked = new Set((await readLinks(database.tenant(tenant), tenant)).map(({ person }) => person));
      return (await people.list(tenant))
        .filter((person) => person.state !== "ended" && person.role === role && linked.has(person.id))
        .map((person) => person.id);
    },

    async withdrawMapping(actor, tenant, id) {
      const vault = await keyring.vault(tenant);
      return database.transaction(tenant, async (tx) => {
        const row = await holdFederation(tx, tenant);
        const settings = row && openSettings(vault, row.sealed);
        const roles = settings?.roles;
        if (row === undefined || settings === undefined || roles === undefined) return false;
        const gone = lineOf(vault, settings, id);
        if (gone === undefined) return false;
        // An empty list stays a list: it lets nobody in, while none at all would leave roles as they are.
        const map = roles.map.filter(({ value, role }) => value !== gone.value || role !== gone.role);
        const left = { ...settings, roles: { ...roles, map } };
        await storeFederation(tx, tenant, { state: row.state, changed_at: now(), sealed: sealSettings(vault, left) });
        const detail = `${settings.issuer}: ${roles.claim} = ${gone.value} gives ${gone.role} no more`;
        await recordEvent(tx, tenant, { act: "federation-changed", at: now(), actor, detail });
        return true;
      });
    },

    async unlink(actor, tenant, person) {
      const known = await people.get(tenant, person);
      return database.transaction(tenant, async (tx) => {
        if (!(await deleteLink(tx, tenant, person))) return false;
        const name = known === undefined ? "somebody who left" : `${known.given} ${known.family}`;
        const subject = { kind: "person", id: person, name } as const;
        await recordEvent(tx, tenant, { act: "person-unlinked", at: now(), actor, subject });
        return true;
      });
    },
  };
}

function lineOf(
  vault: TenantVault,
  settings: FederationSettings,
  id: string,
): { readonly value: string; readonly role: string } | undefined {
  const { roles } = settings;
  return roles?.map.find((line) => mappingId(vault, settings, { claim: roles.claim, ...line }) === id);
}

function mappingId(
  vault: TenantVault,
  { issuer }: FederationSettings,
  { claim, value, role }: Pick<FederationMapping, "claim" | "value" | "role">,
): string {
  return vault.blind(`federation-mapping/${JSON.stringify([issuer, claim, value, role])}`).toString("hex");
}
