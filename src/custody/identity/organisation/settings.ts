import type { Clock, TenantId } from "../../../foundation/kernel/index.ts";
import type { Database, Queryable, Transaction } from "../../../foundation/platform/database/index.ts";
import type { Keyring, VaultColumn } from "../../keyring/index.ts";
import type { Actor, RecordEvent } from "../person/index.ts";
import { LiveCache } from "./live-cache.ts";
import { lockSettings, readSetting, storeSetting } from "./setting-table.ts";

/** One setting of an organisation, owned by the module that says what it means. */
export interface SettingKind<T> {
  /** Such as `identity`: unique among modules. */
  readonly key: string;
  /** What is stored, made good: undefined when nothing ever was. Throws on what can't be. */
  parse(stored: unknown): T;
}

/** What a setting becomes, made of what it is. */
export interface SettingChange<T> {
  readonly value: T;
  /** What changed, for the ledger. */
  readonly detail: string;
}

/** What each organisation decides for itself. Sealed at rest; a change reaches every process within a second. */
export interface Settings {
  /** At once for what was asked within the last second. */
  get<T>(tenant: TenantId, kind: SettingKind<T>): T | Promise<T>;
  /** Stores what `make` answers once `kind.parse` has taken it, with its entry in the ledger. Nobody else changes the setting in
   *  between. @param make asked again when somebody did: it must change nothing itself. @returns what is stored now */
  change<T>(actor: Actor, tenant: TenantId, kind: SettingKind<T>, make: (before: T) => SettingChange<T>): Promise<T>;
}

export interface SettingPorts {
  readonly database: Database;
  readonly keyring: Pick<Keyring, "vault">;
  readonly now: Clock;
  readonly recordEvent: RecordEvent;
}

interface Remembered {
  readonly stored: unknown;
  /** Parsed once: sessions ask at every request. */
  readonly parsed: Map<SettingKind<unknown>, unknown>;
}

const mostRemembered = 10_000;
const context = (key: string) => `setting/${key}`;

export const settingColumn: VaultColumn = {
  table: "tenant_setting",
  column: "sealed",
  key: ["key"],
  contexts: ({ key }: { key: string }) => [context(key)],
};

async function openSetting({ keyring }: Pick<SettingPorts, "keyring">, db: Queryable, tenant: TenantId, key: string) {
  const sealed = await readSetting(db, tenant, key);
  const vault = await keyring.vault(tenant);
  const stored: unknown = sealed === undefined ? undefined : JSON.parse(vault.open(context(key), sealed).toString());
  return { sealed, stored, vault };
}

/** What a setting is in a transaction: nobody changes it before that ends. */
export async function settingWithin<T>(
  ports: Pick<SettingPorts, "keyring">,
  tx: Transaction,
  tenant: TenantId,
  kind: SettingKind<T>,
): Promise<T> {
  await lockSettings(tx, tenant);
  return kind.parse((await openSetting(ports, tx, tenant, kind.key)).stored);
}

export function createSettings({ database, keyring, now, recordEvent }: SettingPorts): Settings {
  const open = (tenant: TenantId, key: string) => openSetting({ keyring }, database.tenant(tenant), tenant, key);
  const remembered = new LiveCache<Remembered>({ now, most: mostRemembered });

  async function read(tenant: TenantId, key: string): Promise<Remembered> {
    const { stored } = await open(tenant, key);
    return { stored, parsed: new Map() };
  }

  function parsedOf<T>(kind: SettingKind<T>, { stored, parsed }: Remembered): T {
    if (!parsed.has(kind)) parsed.set(kind, kind.parse(stored));
    return parsed.get(kind) as T;
  }

  return {
    get<T>(tenant: TenantId, kind: SettingKind<T>) {
      const found = remembered.get(`${tenant}/${kind.key}`, () => read(tenant, kind.key));
      if (!(found instanceof Promise)) return parsedOf(kind, found);
      return found.then(async (one) => parsedOf(kind, one ?? (await read(tenant, kind.key))));
    },

    async change(actor, tenant, kind, make) {
      for (;;) {
        // Not what is remembered: that may be of a second ago.
        const before = await open(tenant, kind.key);
        const { value, detail } = make(kind.parse(before.stored));
        const next = kind.parse(value);
        const sealed = before.vault.seal(context(kind.key), Buffer.from(JSON.stringify(next)));
        const at = now();
        const isStored = await database.transaction(tenant, async (tx) => {
          const row = { key: kind.key, before: before.sealed, sealed, changedAt: at };
          if (!(await storeSetting(tx, tenant, row))) return false;
          await recordEvent(tx, tenant, { act: "setting-changed", at, actor, detail: `${kind.key}: ${detail}` });
          return true;
        });
        remembered.forget(`${tenant}/${kind.key}`);
        if (isStored) return next;
      }
    },
  };
}
