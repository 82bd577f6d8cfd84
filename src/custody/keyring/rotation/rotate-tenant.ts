import { randomBytes32 } from "../../../foundation/crypto/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import { KeyringError } from "../providers/index.ts";
import {
  type TenantRing,
  openProfile,
  openTenantRing,
  sealProfile,
  unwrapDataKey,
  wrapDataKey,
  wrapTenantKey,
} from "../tenant-ring.ts";
import { readTenant } from "../tenant-table.ts";
import { parseWrapping } from "../wrapping.ts";
import {
  announceTenantKey,
  countKeys,
  dropOtherTenantKey,
  keysAfter,
  keysNotUnder,
  rewrapKeys,
  swapTenantKeys,
} from "./key-version-table.ts";
import type { Rotation, RotationStep, StepProgress } from "./rotation-kind.ts";
import type { KeyAdministrationPorts } from "./rotation-ports.ts";
import { raiseEpoch } from "./rotation-table.ts";
import { settle } from "./settle.ts";

const pageLength = 500;

async function ringOf({ admin, provider }: KeyAdministrationPorts, tenant: TenantId) {
  const row = await readTenant(admin.installation, tenant);
  if (row === undefined) throw new KeyringError("keyring/unknown-tenant", "there is no such organisation");
  return { row, ring: await openTenantRing(provider, row) };
}

/** The organisation's key wraps its data keys: all are wrapped anew, none changes. */
export async function rotateTenant(
  ports: KeyAdministrationPorts,
  { step }: Rotation,
  tenant: TenantId,
  tell: (progress: StepProgress) => Promise<void>,
): Promise<{ readonly step: RotationStep; readonly detail?: string }> {
  const { admin, provider } = ports;
  switch (step) {
    case "begun": {
      const { row, ring } = await ringOf(ports, tenant);
      if (row.other_wrapped_key === null) {
        const bytes = randomBytes32();
        const wrapped = await wrapTenantKey(provider, tenant, ring.current + 1, bytes);
        bytes.fill(0);
        await admin.transaction(tenant, async (tx) => {
          await announceTenantKey(tx, tenant, wrapped);
          await raiseEpoch(tx, tenant);
        });
      }
      await settle(ports);
      return { step: "announced" };
    }
    case "announced": {
      const { row, ring } = await ringOf(ports, tenant);
      const other = row.other_wrapped_key === null ? undefined : parseWrapping(row.other_wrapped_key).version;
      // Interrupted after the swap, the other one is the older.
      if (other !== undefined && other > ring.current) {
        const next: TenantRing = { ...ring, current: other };
        const profile = sealProfile(next, openProfile(ring, row.sealed_profile));
        await admin.transaction(tenant, async (tx) => {
          await swapTenantKeys(tx, tenant, profile);
          await raiseEpoch(tx, tenant);
        });
      }
      await settle(ports);
      return { step: "switched" };
    }
    case "switched":
      await rewrapAll(ports, tenant, tell);
      return { step: "moved" };
    case "moved":
      await verifyAll(ports, tenant, tell);
      return { step: "verified" };
    case "verified": {
      const { ring } = await ringOf(ports, tenant);
      await admin.transaction(tenant, async (tx) => {
        await dropOtherTenantKey(tx, tenant);
        await raiseEpoch(tx, tenant);
      });
      const wrapped = await countKeys(admin.tenant(tenant), tenant);
      return {
        step: "done",
        detail: `version ${ring.current} wraps ${wrapped} keys; the one before is gone from the database`,
      };
    }
    case "done":
      return { step: "done" };
  }
}

async function rewrapAll(
  { admin, ...ports }: KeyAdministrationPorts,
  tenant: TenantId,
  tell: (progress: StepProgress) => Promise<void>,
): Promise<void> {
  const { ring } = await ringOf({ admin, ...ports }, tenant);
  const db = admin.tenant(tenant);
  const total = await countKeys(db, tenant);
  for (let done = 0; ; ) {
    const rows = await keysNotUnder(db, tenant, ring.current, pageLength);
    if (rows.length === 0) return;
    const keys = rows.map((row) => {
      const bytes = unwrapDataKey(ring, row);
      const wrapped = wrapDataKey(ring, row, bytes);
      bytes.fill(0);
      return { keyNo: row.key_no, old: row.wrapped, wrapped };
    });
    await rewrapKeys(db, tenant, keys);
    done += rows.length;
    await tell({ done, total: Math.max(done, total) });
  }
}

/** @throws KeyringError `keyring/not-verified`, `keyring/key-not-committed`; CryptoError */
async function verifyAll(
  ports: KeyAdministrationPorts,
  tenant: TenantId,
  tell: (progress: StepProgress) => Promise<void>,
): Promise<void> {
  const { ring } = await ringOf(ports, tenant);
  const db = ports.admin.tenant(tenant);
  const total = await countKeys(db, tenant);
  let after = 0;
  for (let done = 0; ; ) {
    const rows = await keysAfter(db, tenant, after, pageLength);
    const last = rows.at(-1);
    if (last === undefined) return;
    for (const row of rows) {
      if (parseWrapping(row.wrapped).version !== ring.current)
        throw new KeyringError(
          "keyring/not-verified",
          "a key isn't under the organisation's new key: nothing was retired",
        );
      unwrapDataKey(ring, row).fill(0);
    }
    after = last.key_no;
    done += rows.length;
    await tell({ done, total: Math.max(done, total) });
  }
}
