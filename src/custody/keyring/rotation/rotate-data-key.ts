import { exportPublicKey, importSigningKey, publicKeyOf } from "../../../foundation/crypto/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import { DatabaseError } from "../../../foundation/platform/database/index.ts";
import { insertDataKey, ownKeyRows } from "../data-key-table.ts";
import { KeyringError } from "../providers/index.ts";
import { type OwnKeysPorts, formerSigner, vaultBlinding, vaultSecrets } from "../own-keys.ts";
import { openTenantRing, useDataKey, wrapDataKey, wrapNewDataKey } from "../tenant-ring.ts";
import { readTenant } from "../tenant-table.ts";
import { vaultNamesOf } from "../tenant-vault.ts";
import {
  countOldKeys,
  deleteOldKeys,
  isAnnounced,
  oldKeys,
  patientsToRotate,
  placeNextKeys,
  replaceOldKey,
  switchKeys,
} from "./key-version-table.ts";
import {
  type DataKeyRotationKind,
  type Rotation,
  type RotationStep,
  type StepProgress,
  purposeOf,
} from "./rotation-kind.ts";
import type { KeyAdministrationPorts } from "./rotation-ports.ts";
import { raiseEpoch } from "./rotation-table.ts";
import { checkVault, outliveHandedOut, renewVault } from "./renew-vault.ts";
import { settle } from "./settle.ts";

type Tell = (progress: StepProgress) => Promise<void>;
const patientsAtOnce = 500;

/** A data key is replaced by another one: what it sealed or blinded is sealed or blinded anew, where it may change. */
export async function rotateDataKey(
  ports: KeyAdministrationPorts,
  rotation: Rotation & { readonly kind: DataKeyRotationKind },
  tenant: TenantId,
  tell: Tell,
): Promise<{ readonly step: RotationStep; readonly detail?: string }> {
  const { admin, now } = ports;
  const { kind, step } = rotation;
  const purpose = purposeOf[kind];
  switch (step) {
    case "begun":
      await announce(ports, rotation, tenant, tell);
      await settle(ports);
      return { step: "announced" };
    case "announced":
      if (kind === "patient") await placeNextKeys(admin.tenant(tenant), tenant);
      await admin.transaction(tenant, async (tx) => {
        await switchKeys(tx, tenant, purpose, now());
        await raiseEpoch(tx, tenant);
      });
      await settle(ports);
      return { step: "switched" };
    case "switched":
      await move(ports, kind, tenant, tell);
      return { step: "moved" };
    case "moved":
      await verify(ports, rotation, tenant, tell);
      return { step: "verified" };
    case "verified":
      return { step: "done", detail: await retire(ports, kind, tenant) };
    case "done":
      return { step: "done" };
  }
}

async function announce(
  { admin, provider, nextNumber }: KeyAdministrationPorts,
  { kind, subject, rotation }: Rotation & { readonly kind: DataKeyRotationKind },
  tenant: TenantId,
  tell: Tell,
): Promise<void> {
  const row = await readTenant(admin.installation, tenant);
  if (row === undefined) throw new KeyringError("keyring/unknown-tenant", "there is no such organisation");
  const ring = await openTenantRing(provider, row);
  const db = admin.tenant(tenant);
  const purpose = purposeOf[kind];
  if (kind !== "patient") {
    if (await isAnnounced(db, tenant, purpose)) return;
    await withFreeNumbers(() =>
      admin.transaction(tenant, async (tx) => {
        const made = { key_no: nextNumber(), purpose, subject: null, state: "next" } as const;
        await insertDataKey(tx, tenant, { ...made, wrapped: wrapNewDataKey(ring, made) });
        if (kind === "vault") await keepVaultNames({ tenant, ring, db: tx, nextNumber });
        await raiseEpoch(tx, tenant);
      }),
    );
    return;
  }
  for (let done = 0; ; ) {
    const subjects = await patientsToRotate(db, tenant, { before: rotation, subject, limit: patientsAtOnce });
    if (subjects.length === 0) return;
    await withFreeNumbers(() =>
      admin.transaction(tenant, async (tx) => {
        for (const patient of subjects) {
          const made = { key_no: nextNumber(), purpose, subject: patient, state: "next" } as const;
          await insertDataKey(tx, tenant, { ...made, wrapped: wrapNewDataKey(ring, made) });
        }
        await placeNextKeys(tx, tenant);
      }),
    );
    done += subjects.length;
    await tell({ done, total: done });
  }
}

/** Before a second key can be there: which of two the names come from would be a guess. */
async function keepVaultNames({ tenant, ring, db, nextNumber }: OwnKeysPorts): Promise<void> {
  const rows = await ownKeyRows(db, tenant);
  const current = rows.find(({ purpose, state }) => purpose === "vault" && state === "current");
  if (current === undefined || rows.some(({ purpose }) => purpose === vaultBlinding)) return;
  const { blinding, secrets } = useDataKey(ring, current, vaultNamesOf);
  for (const [purpose, bytes] of [
    [vaultBlinding, blinding],
    [vaultSecrets, secrets],
  ] as const) {
    const made = { key_no: nextNumber(), purpose, subject: null, state: "current" } as const;
    await insertDataKey(db, tenant, { ...made, wrapped: wrapDataKey(ring, made, bytes) });
    bytes.fill(0);
  }
}

const mostAttempts = 20;

/** Each process counts for itself, so another one may have taken a number: then the next ones are tried. */
async function withFreeNumbers(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      const isTaken = error instanceof DatabaseError && error.code === "database/unique-violation";
      if (!isTaken || attempt === mostAttempts) throw error;
    }
  }
}

async function move(
  ports: KeyAdministrationPorts,
  kind: DataKeyRotationKind,
  tenant: TenantId,
  tell: Tell,
): Promise<void> {
  const { elsewhere } = ports;
  switch (kind) {
    case "patient":
    case "record":
      do for await (const progress of elsewhere.reseal(tenant)) await tell(progress);
      while ((await elsewhere.notResealed(tenant)) > 0);
      return;
    case "index":
      for await (const progress of elsewhere.retokenise(tenant)) await tell(progress);
      return;
    case "vault":
      await renewVault(ports, tenant, tell);
      return;
    case "entries":
    case "signing":
      // Entries and checkpoints are what others hold proofs of: their bytes stay.
      return;
  }
}

/** @throws KeyringError `keyring/not-verified` */
async function verify(
  ports: KeyAdministrationPorts,
  { kind, rotation }: Rotation,
  tenant: TenantId,
  tell: Tell,
): Promise<void> {
  const { elsewhere } = ports;
  if (kind === "entries" || kind === "signing") return;
  if (kind === "vault") {
    await outliveHandedOut(ports, tenant);
    // What a slow request (a password is hashed for a second) sealed with the key that it had asked for before.
    await renewVault(ports, tenant, tell);
    await checkVault(ports, tenant, tell);
    return;
  }
  let wrong = 0;
  for await (const progress of kind === "index"
    ? elsewhere.checkTokens(tenant)
    : elsewhere.checkBodies(tenant, rotation)) {
    wrong = progress.wrong;
    await tell(progress);
  }
  if (wrong > 0)
    throw new KeyringError(
      "keyring/not-verified",
      `${wrong} rows don't open, or aren't found, with the new key: the old one is kept`,
    );
}

/** @returns what became of the old key, in words */
async function retire(ports: KeyAdministrationPorts, kind: DataKeyRotationKind, tenant: TenantId): Promise<string> {
  const { admin } = ports;
  switch (kind) {
    case "index":
    case "vault":
    case "record": {
      let gone: readonly number[] = [];
      await admin.transaction(tenant, async (tx) => {
        gone = await deleteOldKeys(tx, tenant, purposeOf[kind]);
        await raiseEpoch(tx, tenant);
      });
      return `${gone.length} old deleted (number ${gone.join(", ")})`;
    }
    case "patient":
    case "entries": {
      const kept = await countOldKeys(admin.tenant(tenant), tenant, purposeOf[kind]);
      return `${kept} old seal nothing any more, and are kept for the ledger's entries alone, whose bytes proofs commit to`;
    }
    case "signing":
      return retireSigners(ports, tenant);
  }
}

/** Checkpoints of the old key hold for ever, so its public key stays; what could sign goes. */
async function retireSigners({ admin, provider }: KeyAdministrationPorts, tenant: TenantId): Promise<string> {
  const row = await readTenant(admin.installation, tenant);
  if (row === undefined) throw new KeyringError("keyring/unknown-tenant", "there is no such organisation");
  const ring = await openTenantRing(provider, row);
  const gone: string[] = [];
  await admin.transaction(tenant, async (tx) => {
    for (const old of await oldKeys(tx, tenant, purposeOf.signing)) {
      const publicKey = useDataKey(ring, old, (seed) => exportPublicKey(publicKeyOf(importSigningKey(seed))));
      const wrapped = wrapDataKey(ring, { ...old, purpose: formerSigner }, publicKey);
      await replaceOldKey(tx, tenant, { ...old, purpose: formerSigner, wrapped });
      gone.push(publicKey.toString("base64"));
    }
    await raiseEpoch(tx, tenant);
  });
  return `the old one signs nothing any more and is deleted; its public key stays for its checkpoints (${gone.join(", ")})`;
}
