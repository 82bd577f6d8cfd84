import { isDeepStrictEqual } from "node:util";
import { keyCommitment } from "../../../foundation/crypto/index.ts";
import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { KeyringError } from "../providers/index.ts";
import { retentionPurpose } from "../retention-key.ts";
import { openTenantRing, unwrapDataKey } from "../tenant-ring.ts";
import { readTenant } from "../tenant-table.ts";
import { deletePatientKeys, deleteTenantKeys, insertDestruction } from "./key-version-table.ts";
import { everyKeyRowOf } from "../data-key-table.ts";
import type { KeyAdministrationPorts } from "./rotation-ports.ts";
import { raiseEpoch } from "./rotation-table.ts";

export interface Destruction {
  readonly tenant: TenantId;
  readonly subject: ResourceId | undefined;
  readonly at: number;
  /** How many keys, in all their versions. */
  readonly keys: number;
  /** A signed note that says what is gone, and where a last copy may be. */
  readonly certificate: string;
}

/** Where copies may be that no program reaches. */
async function lastCopies({ provider }: KeyAdministrationPorts): Promise<readonly string[]> {
  const { lastCopy, key } = await provider.describe();
  return [
    "Backups of this database that were made before this moment hold the wrapped keys. They die with the last of those backups.",
    "Until PostgreSQL has vacuumed, and its write-ahead log and archived segments are gone, deleted rows can be found on its disk: a running server ends that within minutes, as `wardbook residue clear` does, but for archived segments.",
    `Whoever holds such a backup needs the root key too (${key}). Copies of it: ${lastCopy}.`,
    "Once organisation key and root key were rotated (`wardbook keys rotate tenant`, `wardbook keys rotate root`) and the old root version is gone, such backups open nothing.",
    "Keys in the memory of processes here: gone within a second of this moment.",
  ];
}

/** What outlives a patient's keys, because a law or a hold keeps it. */
export interface StayingRecords {
  /** "MedicationRequest/<id>", of those that `store` seals anew: a hold on one of these alone is no reason to keep the keys. */
  readonly records: readonly string[];
  /** Called in the transaction that destroys, before anything is gone. What it throws leaves everything as it is. */
  store(tx: Transaction, destroyed: Pick<Destruction, "at" | "certificate">): Promise<void>;
}

function textOf(about: readonly (readonly [string, string])[], copies: readonly string[]): string {
  const lines = about.map(([name, value]) => `${name}: ${value}`);
  return [
    "wardbook certificate of destruction",
    ...lines,
    "",
    "Where a last copy may be, and when it dies:",
    ...copies.map((copy) => `- ${copy}`),
    "",
  ].join("\n");
}

/** Every copy of the patient's key that this installation has is deleted, with what was sealed under it alone: search rows, bodies,
 *  drafts. The ledger's proofs stay valid; its entries about the patient are readable to nobody. So goes the key of one retained record.
 *  @throws KeyringError `keyring/unknown-key` when the patient has none */
export async function destroyPatient(
  ports: KeyAdministrationPorts,
  tenant: TenantId,
  subject: ResourceId,
  why: string,
  staying?: StayingRecords,
): Promise<Destruction> {
  const { admin, provider, now, nextNumber, keyring } = ports;
  const row = await readTenant(admin.installation, tenant);
  if (row === undefined) throw new KeyringError("keyring/unknown-tenant", "there is no such organisation");
  const ring = await openTenantRing(provider, row);
  const rows = await everyKeyRowOf(admin.tenant(tenant), tenant, subject);
  if (rows.length === 0) throw new KeyringError("keyring/unknown-key", "this patient has no key");
  // Two people end what stayed of an erasure, under the holds on it: who asks for a patient's keys is neither.
  const isRetained = rows.some(({ purpose }) => purpose === retentionPurpose);
  if (isRetained && staying === undefined)
    throw new KeyringError("keyring/unknown-key", "this isn't a patient's key, but that of a record that has to stay");
  const at = now();
  const named = rows.map((key) => {
    const bytes = unwrapDataKey(ring, key);
    const commitment = keyCommitment(bytes).toString("hex");
    bytes.fill(0);
    return `${key.key_no} (sha-256 commitment ${commitment})`;
  });
  const certificate = await ports.certify(
    tenant,
    textOf(
      [
        ["organisation", String(tenant)],
        [isRetained ? "retained record" : "patient", subject],
        ["keys", named.join(", ")],
        ["destroyed at", new Date(at).toISOString()],
        ["why", why.replace(/\s+/g, " ")],
        ["ledger", `entry of this moment; newest checkpoint before it:\n${indented(await ports.anchor(tenant))}`],
      ],
      await lastCopies(ports),
    ),
  );
  await admin.transaction(tenant, async (tx) => {
    await expectFree(ports, tx, tenant, subject, staying?.records);
    await staying?.store(tx, { at, certificate });
    const gone = await deletePatientKeys(tx, tenant, subject);
    // Destroyed or renewed by another process meanwhile: a certificate tells of the keys that it names, and once.
    if (!isDeepStrictEqual(numbersOf(gone), numbersOf(rows)))
      throw new KeyringError("keyring/unknown-key", "this patient's keys changed at the same moment: try again");
    await insertDestruction(tx, { tenant, destruction: nextNumber(), subject, at, certificate });
    const detail = `${isRetained ? "retained record" : "patient"} ${subject}: ${gone.length} keys (${why})`;
    await ports.record(tx, tenant, { act: "keys-destroyed", at, detail });
    await raiseEpoch(tx, tenant);
  });
  await keyring.refresh();
  await ports.anchor(tenant);
  return { tenant, subject, at, keys: rows.length, certificate };
}

const numbersOf = (rows: readonly { readonly key_no: number }[]) =>
  rows.map(({ key_no }) => key_no).toSorted((a, b) => a - b);
const indented = (text: string) => text.trimEnd().replace(/^/gm, "  ");

/** @param staying records that outlive it @throws KeyringError `keyring/held` */
export async function expectFree(
  { forbids }: KeyAdministrationPorts,
  tx: Transaction,
  tenant: TenantId,
  subject?: ResourceId,
  staying?: readonly string[],
): Promise<void> {
  const why = await forbids?.(tx, tenant, subject, staying);
  if (why !== undefined) throw new KeyringError("keyring/held", `nothing is destroyed: ${why}`);
}

/** Every key of the organisation is deleted. The ledger tells of it first, and its last checkpoint is in the certificate: afterwards
 *  nothing can be signed for it any more. Bodies and entries stay as bytes that nobody can read. */
export async function destroyTenant(
  ports: KeyAdministrationPorts,
  tenant: TenantId,
  why: string,
): Promise<Destruction> {
  const { admin, now, nextNumber, keyring } = ports;
  const at = now();
  await admin.transaction(tenant, async (tx) => {
    await expectFree(ports, tx, tenant);
    await ports.record(tx, tenant, { act: "keys-destroyed", at, detail: `every key of the organisation (${why})` });
  });
  const checkpoint = await ports.anchor(tenant);
  const certificate = await ports.certify(
    tenant,
    textOf(
      [
        ["organisation", String(tenant)],
        ["keys", "all: the organisation's, its patients', its own"],
        ["destroyed at", new Date(at).toISOString()],
        ["why", why.replace(/\s+/g, " ")],
        ["ledger", `last checkpoint, which covers the entry that tells of this:\n${indented(checkpoint)}`],
      ],
      await lastCopies(ports),
    ),
  );
  const keys = await admin.transaction(tenant, async (tx) => {
    await expectFree(ports, tx, tenant);
    const gone = await deleteTenantKeys(tx, tenant, at);
    await insertDestruction(tx, { tenant, destruction: nextNumber(), subject: undefined, at, certificate });
    await raiseEpoch(tx, tenant);
    return gone;
  });
  await keyring.refresh();
  return { tenant, subject: undefined, at, keys, certificate };
}
