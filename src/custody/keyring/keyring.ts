import { importAeadKey, open, randomBytes32, seal } from "../../foundation/crypto/index.ts";
import { type TenantId, parseTenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import { KeyringError } from "./providers/index.ts";
import type { RootKey } from "./providers/index.ts";
import { type TenantKeys, openTenantKeys } from "./tenant-keys.ts";
import { insertTenant, nextTenant, readTenant, readTenants } from "./tenant-table.ts";
import type { TenantVault } from "./tenant-vault.ts";

/** What an organisation is called. Sealed at rest. */
export interface TenantProfile {
  readonly name: string;
  /** Lower case, digits and hyphens; names the organisation at sign-in. */
  readonly shortName: string;
  readonly demonstration: boolean;
}

export interface Keyring {
  /** @throws KeyringError `keyring/unknown-tenant`, `keyring/wrong-root-key` */
  keys(tenant: TenantId): Promise<TenantKeys>;
  vault(tenant: TenantId): Promise<TenantVault>;
  createTenant(profile: TenantProfile): Promise<TenantId>;
  /** Whether nothing was ever sealed here. Needs no root key. */
  isEmpty(): Promise<boolean>;
  /** Every organisation of this installation. */
  tenants(): Promise<readonly (TenantProfile & { readonly tenant: TenantId })[]>;
}

const keyContext = (tenant: number) => `tenant-key|${tenant}`;
const profileContext = (tenant: number) => Buffer.from(`tenant-profile|${tenant}`);

export function openKeyring(ports: {
  readonly root: RootKey;
  readonly db: Database;
  readonly nextNumber: () => number;
}): Keyring {
  const { root, db, nextNumber } = ports;
  const opened = new Map<TenantId, Promise<TenantKeys>>();

  async function openTenant(tenant: TenantId): Promise<TenantKeys> {
    const row = await readTenant(db.installation, tenant);
    if (row === undefined) throw new KeyringError("keyring/unknown-tenant", "there is no such organisation");
    const tenantKey = importAeadKey(await root.unwrap(row.wrapped_key, keyContext(tenant)));
    return openTenantKeys({ tenant, tenantKey, db: db.tenant(tenant), nextNumber });
  }

  function keys(tenant: TenantId): Promise<TenantKeys> {
    const known = opened.get(tenant);
    if (known !== undefined) return known;
    const opening = openTenant(tenant);
    opened.set(tenant, opening);
    // A failure (an unreachable database, say) must not be remembered.
    opening.catch(() => opened.delete(tenant));
    return opening;
  }

  return {
    keys,
    vault: async (tenant) => (await keys(tenant)).vault,

    async createTenant(profile) {
      for (;;) {
        const tenant = parseTenantId(await nextTenant(db.installation));
        const bytes = randomBytes32();
        const wrapped_key = await root.wrap(bytes, keyContext(tenant));
        const sealed_profile = seal(importAeadKey(bytes), Buffer.from(JSON.stringify(profile)), profileContext(tenant));
        bytes.fill(0);
        // Another organisation may be made at the same moment: the database lets one have the number.
        if (await insertTenant(db.installation, { tenant, wrapped_key, sealed_profile })) return tenant;
      }
    },

    isEmpty: async () => (await readTenants(db.installation)).length === 0,

    async tenants() {
      const rows = await readTenants(db.installation);
      return Promise.all(
        rows.map(async (row) => {
          const key = importAeadKey(await root.unwrap(row.wrapped_key, keyContext(row.tenant)));
          const profile = JSON.parse(
            open(key, row.sealed_profile, profileContext(row.tenant)).toString(),
          ) as TenantProfile;
          return { ...profile, tenant: row.tenant };
        }),
      );
    },
  };
}
