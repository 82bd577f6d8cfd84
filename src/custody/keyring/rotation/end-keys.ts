import { isDeepStrictEqual } from "node:util";
import { keyCommitment } from "../../../foundation/crypto/index.ts";
import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import { everyKeyRowOf } from "../data-key-table.ts";
import { KeyringError } from "../providers/index.ts";
import { openTenantRing, unwrapDataKey } from "../tenant-ring.ts";
import { readTenant } from "../tenant-table.ts";
import { type EndingKey, countVersionsUnder, endKeys, keysToEnd, setMoved } from "./ending-key-table.ts";
import type { KeyAdministrationPorts } from "./rotation-ports.ts";
import { raiseEpoch, tryLock } from "./rotation-table.ts";

/** What became of one patient's keys that have to end. */
export type Ending =
  | { readonly patient: ResourceId; readonly kind: "ended"; readonly certificate: string }
  /** `why`: what still needs them, a sentence. */
  | { readonly patient: ResourceId; readonly kind: "waits"; readonly why: string };

/** Brings keys to their end that sealed records which were erased while their patient stays: the rest of the record is sealed under a new key, then
 *  what the old ones still open is (drafts, emergencies, what ledger entries say). They go when `mayEnd` says so. Can be interrupted at any moment.
 *  @param rotate gives one patient a new key, and seals the record anew */
export async function endKeysOfErased(
  ports: KeyAdministrationPorts,
  tenant: TenantId,
  rotate: (patient: ResourceId) => Promise<void>,
): Promise<readonly Ending[]> {
  const endings: Ending[] = [];
  for (const patient of new Set((await asked(ports, tenant)).map((one) => one.patient))) {
    const movedAt = await moveAway(ports, tenant, patient, rotate);
    const why = await ports.mayEnd?.(tenant, movedAt);
    if (why !== undefined) endings.push({ patient, kind: "waits", why });
    else endings.push({ patient, kind: "ended", certificate: await endOf(ports, tenant, patient) });
  }
  return endings;
}

const asked = ({ admin }: KeyAdministrationPorts, tenant: TenantId): Promise<EndingKey[]> =>
  keysToEnd(admin.tenant(tenant), tenant);

async function askedOf(ports: KeyAdministrationPorts, tenant: TenantId, patient: ResourceId): Promise<EndingKey[]> {
  return (await asked(ports, tenant)).filter((one) => one.patient === patient);
}

/** @returns since when nothing of the record is under keys that have to end, in milliseconds since 1970
 *  @throws KeyringError `keyring/not-verified` */
async function moveAway(
  ports: KeyAdministrationPorts,
  tenant: TenantId,
  patient: ResourceId,
  rotate: (patient: ResourceId) => Promise<void>,
): Promise<number> {
  const { admin, keyring, now, elsewhere } = ports;
  const db = admin.tenant(tenant);
  const keyNos = (await askedOf(ports, tenant, patient)).map(({ key_no }) => key_no);
  const isUsed = async () =>
    (await askedOf(ports, tenant, patient)).some(({ state }) => state !== "old") ||
    (await countVersionsUnder(db, tenant, keyNos)) > 0;
  const used = await isUsed();
  if (used) await rotate(patient);
  // Another one was taken up where one had been interrupted.
  if (used && (await isUsed())) await rotate(patient);
  if (await isUsed())
    throw new KeyringError("keyring/not-verified", "a record is still under a key that has to end: it is kept");
  const before = (await askedOf(ports, tenant, patient)).map(({ moved_at }) => moved_at);
  if (!used && !before.includes(null)) return Math.max(...before.map((at) => at ?? 0));
  await keyring.refresh();
  await elsewhere.resealOthers(tenant, patient);
  const at = now();
  await setMoved(db, tenant, keyNos, at);
  return at;
}

/** @returns the certificate @throws KeyringError `keyring/rotation-under-way`, `keyring/unknown-key` */
async function endOf(ports: KeyAdministrationPorts, tenant: TenantId, patient: ResourceId): Promise<string> {
  const { admin, provider, keyring, now, elsewhere } = ports;
  const pinned = await admin.pin();
  try {
    if (!(await tryLock(pinned, tenant)))
      throw new KeyringError("keyring/rotation-under-way", "another process is rotating keys of this organisation");
    const row = await readTenant(admin.installation, tenant);
    if (row === undefined) throw new KeyringError("keyring/unknown-tenant", "there is no such organisation");
    const ring = await openTenantRing(provider, row);
    const keyNos = (await askedOf(ports, tenant, patient)).map(({ key_no }) => key_no);
    const rows = (await everyKeyRowOf(admin.tenant(tenant), tenant, patient)).filter(({ key_no }) =>
      keyNos.includes(key_no),
    );
    const named = rows.map((key) => {
      const bytes = unwrapDataKey(ring, key);
      const commitment = keyCommitment(bytes).toString("hex");
      bytes.fill(0);
      return `${key.key_no} (sha-256 commitment ${commitment})`;
    });
    // Entries under them that have no place yet would count as nobody's.
    const checkpoint = await ports.anchor(tenant);
    await elsewhere.resealOthers(tenant, patient);
    const at = now();
    const certificate = await admin.transaction(tenant, async (tx) => {
      const { copied, digest } = await elsewhere.copyEntries(tx, tenant, patient, keyNos);
      const text = await ports.certify(
        tenant,
        endingText({ tenant, patient, keys: named.join(", "), at, copied, digest, checkpoint }),
      );
      const gone = await endKeys(tx, tenant, { keyNos, at, certificate: text });
      if (!isDeepStrictEqual(gone.toSorted(), rows.map(({ key_no }) => key_no).toSorted()))
        throw new KeyringError("keyring/unknown-key", "this patient's keys changed at the same moment: try again");
      const detail = `former keys of patient ${patient}: ${gone.length}; ${copied} entries copied, SHA-256 ${digest} (records were erased)`;
      await ports.record(tx, tenant, { act: "keys-destroyed", at, detail });
      await raiseEpoch(tx, tenant);
      return text;
    });
    await keyring.refresh();
    await ports.anchor(tenant);
    return certificate;
  } finally {
    pinned.release();
  }
}

function endingText(facts: {
  readonly tenant: TenantId;
  readonly patient: ResourceId;
  readonly keys: string;
  readonly at: number;
  readonly copied: number;
  readonly digest: string;
  readonly checkpoint: string;
}): string {
  return [
    "wardbook certificate of former keys",
    `organisation: ${facts.tenant}`,
    `patient: ${facts.patient}`,
    `keys: ${facts.keys}`,
    `destroyed at: ${new Date(facts.at).toISOString()}`,
    "why: records that they had sealed were erased; the patient's other records are under a newer key",
    `ledger entries copied under the newer key: ${facts.copied}, SHA-256 of what they say ${facts.digest}`,
    `ledger: entry of this moment; newest checkpoint before it:\n${facts.checkpoint.trimEnd().replace(/^/gm, "  ")}`,
    "",
    "Where a last copy may be, and when it dies:",
    "- Archives of keys that were made before this moment: with the last of them, after seven days where backups are pruned as set.",
    "- From then on archives of data from before the erasure open nothing of this patient.",
    "- PostgreSQL's unvacuumed pages and its log: with `wardbook residue clear`.",
    "- Copies of backups or of the database that others made: with these.",
    "",
  ].join("\n");
}
