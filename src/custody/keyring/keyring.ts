import { importAeadKey, randomBytes32 } from "../../foundation/crypto/index.ts";
import { type TenantId, parseTenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import { keepFresh } from "./freshness.ts";
import { KeyringError, type RootKey } from "./providers/index.ts";
import { type TenantKeys, openTenantKeys } from "./tenant-keys.ts";
import { type TenantRing, openProfile, openTenantRing, sealProfile, wrapTenantKey } from "./tenant-ring.ts";
import {
  type TenantRow,
  insertTenant,
  isAnyTenant,
  nextTenant,
  readEpoch,
  readTenant,
  readTenantEpochs,
  readTenants,
} from "./tenant-table.ts";
import type { TenantVault } from "./tenant-vault.ts";
import { firstTenantKeyVersion } from "./wrapping.ts";

/** What an organisation is called. Sealed at rest. */
export interface TenantProfile {
  readonly name: string;
  /** Lower case, digits and hyphens; names the organisation at sign-in. */
  readonly shortName: string;
  readonly demonstration: boolean;
}

export interface Keyring {
  /** The keys as they are now. Keys that were destroyed or retired, here or by another process, are in no answer a second later.
   *  @throws KeyringError `keyring/unknown-tenant`, `keyring/wrong-root-key`, `keyring/provider-unavailable` */
  keys(tenant: TenantId): Promise<TenantKeys>;
  vault(tenant: TenantId): Promise<TenantVault>;
  createTenant(profile: TenantProfile): Promise<TenantId>;
  /** Whether nothing was ever sealed here. Needs no root key. */
  isEmpty(): Promise<boolean>;
  /** Every organisation of this installation whose keys were not destroyed. */
  tenants(): Promise<readonly (TenantProfile & { readonly tenant: TenantId })[]>;
  /** Takes note of changes of keys at once, rather than within a second. */
  refresh(): Promise<void>;
}

export function openKeyring(ports: {
  readonly root: RootKey;
  readonly db: Database;
  readonly nextNumber: () => number;
}): Keyring {
  const { root, db, nextNumber } = ports;
  const rings = new Map<TenantId, TenantRing>();
  const opened = new Map<TenantId, Promise<TenantKeys>>();
  let epochs: ReadonlyMap<TenantId, number> = new Map();
  const freshness = keepFresh(readAndKeepUp, takeNote);

  async function readAndKeepUp(): Promise<number> {
    const epoch = await readEpoch(db.aside());
    for (const keys of opened.values()) await (await keys.catch(() => undefined))?.keepUp();
    return epoch;
  }

  /** Opens anew what has changed, before anybody asks for it. */
  async function takeNote(): Promise<void> {
    const now = await readTenantEpochs(db.aside());
    const before = epochs;
    epochs = now;
    for (const tenant of new Set([...opened.keys(), ...rings.keys()])) {
      if (before.has(tenant) && before.get(tenant) === now.get(tenant)) continue;
      const former = opened.get(tenant);
      if (!now.has(tenant)) {
        opened.delete(tenant);
        rings.delete(tenant);
        continue;
      }
      if (!opened.has(tenant)) continue;
      opened.delete(tenant);
      // Before the same keys are open anew, with what is stored of their seals.
      await (await former?.catch(() => undefined))?.putAway().catch(() => undefined);
      await open(tenant).catch(() => undefined);
    }
  }

  async function ringOf(row: TenantRow): Promise<TenantRing> {
    const ring = await openTenantRing(root, row, rings.get(row.tenant));
    rings.set(row.tenant, ring);
    return ring;
  }

  async function openTenant(tenant: TenantId): Promise<TenantKeys> {
    const row = await readTenant(db.aside(), tenant);
    if (row === undefined) throw new KeyringError("keyring/unknown-tenant", "there is no such organisation");
    const ring = await ringOf(row);
    return openTenantKeys({ tenant, ring, db: db.tenant(tenant), aside: db.aside(tenant), nextNumber });
  }

  function open(tenant: TenantId): Promise<TenantKeys> {
    const known = opened.get(tenant);
    if (known !== undefined) return known;
    const opening = openTenant(tenant);
    opened.set(tenant, opening);
    // A failure (an unreachable database, say) must not be remembered.
    opening.catch(() => {
      if (opened.get(tenant) === opening) opened.delete(tenant);
    });
    return opening;
  }

  async function keys(tenant: TenantId): Promise<TenantKeys> {
    if (!freshness.isFresh) await freshness.ensure();
    return open(tenant);
  }

  return {
    keys,
    vault: async (tenant) => (await keys(tenant)).vault,

    async createTenant(profile) {
      for (;;) {
        const tenant = parseTenantId(await nextTenant(db.installation));
        const bytes = randomBytes32();
        const wrapped_key = await wrapTenantKey(root, tenant, firstTenantKeyVersion, bytes);
        const versions = new Map([[firstTenantKeyVersion, importAeadKey(bytes)]]);
        bytes.fill(0);
        const ring = { tenant, current: firstTenantKeyVersion, versions, commitments: new Map() };
        const sealed_profile = sealProfile(ring, JSON.stringify(profile));
        // Another organisation may be made at the same moment: the database lets one have the number.
        if (await insertTenant(db.installation, { tenant, wrapped_key, sealed_profile })) return tenant;
      }
    },

    isEmpty: async () => !(await isAnyTenant(db.installation)),

    async tenants() {
      await freshness.ensure();
      const rows = await readTenants(db.installation);
      return Promise.all(
        rows.map(async (row) => {
          const profile = JSON.parse(openProfile(await ringOf(row), row.sealed_profile)) as TenantProfile;
          return { ...profile, tenant: row.tenant };
        }),
      );
    },

    refresh: async () => {
      await takeNote();
    },
  };
}
