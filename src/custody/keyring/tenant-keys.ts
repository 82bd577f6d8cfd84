import { LRUCache } from "lru-cache";
import {
  type AeadKey,
  type Blinder,
  type PublicKey,
  type SigningKey,
  createBlinder,
  importAeadKey,
  importPublicKey,
  importSigningKey,
  publicKeyOf,
  randomBytes32,
} from "../../foundation/crypto/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import {
  type DataKeyRow,
  addSeals,
  claimSeals,
  endedPurpose,
  everyKeyRowOf,
  everyNumberOf,
  keysByNumber,
  keysBySubject,
  otherKeyNumbers,
} from "./data-key-table.ts";
import { type OwnPurpose, formerSigner, ownKeys, vaultBlinding, vaultSecrets } from "./own-keys.ts";
import { countPatientSeals } from "./patient-seals.ts";
import { retentionPurpose } from "./retention-key.ts";
import { KeyringError } from "./providers/index.ts";
import { type CountedKey, countSeals } from "./seal-budget.ts";
import { type TenantRing, unwrapDataKey, useDataKey, wrapDataKey } from "./tenant-ring.ts";
import { type TenantVault, vaultNamesOf, vaultOf, vaultSealingKey } from "./tenant-vault.ts";

/** A key with the number that sealed rows carry. */
export interface DataKey {
  readonly keyNo: number;
  readonly key: AeadKey;
  /** The patient whose key it is; undefined for the organisation's own. */
  readonly subject: ResourceId | undefined;
}

/** Keys that were asked for by number. They stay here whatever the memory of keys forgets meanwhile. */
export interface LoadedKeys {
  readonly tenant: TenantId;
  /** @throws KeyringError `keyring/unknown-key` when there is no such key, or it was not among those asked for */
  key(keyNo: number): AeadKey;
  /** The patient whose key it is, or was, where it ended because records were erased. */
  subjectOf(keyNo: number): ResourceId | undefined;
}

/** A patient's key that is not stored yet: it becomes durable in the transaction that writes the patient. */
export interface NewPatientKey extends DataKey {
  readonly subject: ResourceId;
  readonly wrapped: Buffer;
}

/** The open keys of one organisation. Ask the keyring for them each time: they change. */
export interface TenantKeys {
  readonly tenant: TenantId;
  readonly vault: TenantVault;
  /** Blinds what is written. */
  readonly blinder: Blinder;
  /** Every one that rows may be blinded with, the one that is being replaced first: rows move from it to the next, so a search that
   *  asks in this order meets each row at least once. */
  readonly blinders: readonly Blinder[];
  /** Seals resources that are about no single patient. */
  readonly record: DataKey;
  /** Seals ledger entries that are about no single patient. */
  readonly ledger: DataKey;
  readonly signing: SigningKey;
  /** All whose checkpoints count, oldest first: the first one's names the ledger. */
  readonly signers: readonly PublicKey[];
  /** Keys of these patients that seal, from memory or the database; a patient without a key is absent from the map. */
  ofPatients(subjects: readonly ResourceId[]): Promise<ReadonlyMap<ResourceId, DataKey>>;
  /** Every version of one patient's key, newest first. */
  everyKeyOf(subject: ResourceId): Promise<readonly DataKey[]>;
  /** Numbers of every key that a patient has or had, in no order. Of one whose records were erased there may be no key any more. */
  numbersOf(subject: ResourceId): Promise<readonly number[]>;
  /** Numbers of the other versions of these patients' keys, for those that have several. */
  otherNumbers(keyNos: readonly number[]): Promise<ReadonlyMap<number, readonly number[]>>;
  /** These keys, with one query for those that aren't in memory. Numbers without a key are no error until they are used. */
  load(keyNos: Iterable<number>): Promise<LoadedKeys>;
  newPatientKey(subject: ResourceId): NewPatientKey;
  /** A key of its own for one thing that outlives a patient's key. It becomes durable with what it seals (`storeRetentionKey`). */
  newRetentionKey(subject: ResourceId): NewPatientKey;
  /** Tells that a new patient key's transaction has committed. */
  adopt(key: NewPatientKey): void;
  /** How many patients' keys are open here. */
  readonly openPatientKeys: number;
  /** Keeps the count of seals ahead of what is sealed; of patients' keys, in time. */
  keepUp(): Promise<void>;
  /** Stores what was sealed with patients' keys: these open keys are asked for nothing more. */
  putAway(): Promise<void>;
}

const cachedPatientKeys = 20_000;
// A limit on the number would take the room for all of them at once, and 8 ms, for each organisation that is opened. One on their size
// takes what is there.
const limit = { maxSize: cachedPatientKeys, sizeCalculation: () => 1 };
/** Patients' seals are stored every so many times that own keys are looked after. */
const restsBetweenSaves = 32;
/** A key's life, and the way that rows move. */
const order: readonly DataKeyRow["state"][] = ["old", "current", "next"];

export interface TenantKeysPorts {
  readonly tenant: TenantId;
  readonly ring: TenantRing;
  /** Serves requests. */
  readonly db: Queryable;
  /** Serves the making of these keys: no request can keep it waiting. */
  readonly aside: Queryable;
  /** Unique, rising numbers. */
  readonly nextNumber: () => number;
}

export async function openTenantKeys(ports: TenantKeysPorts): Promise<TenantKeys> {
  const { tenant, ring, db, aside, nextNumber } = ports;
  const imported = (row: DataKeyRow, seals = 0) => useDataKey(ring, row, (bytes) => importAeadKey(bytes, seals));
  const signingKey = (row: DataKeyRow) => useDataKey(ring, row, importSigningKey);
  const own = await ownKeys({ tenant, ring, db: aside, nextNumber });
  // By state first: processes count for themselves, so a later key may have the lower number.
  const all = (purpose: string) =>
    own
      .filter((row) => row.purpose === purpose)
      .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.key_no - b.key_no);

  function current(purpose: OwnPurpose): DataKeyRow {
    const row = all(purpose).find(({ state }) => state === "current");
    if (row === undefined) throw new KeyringError("keyring/unknown-key", `the organisation's ${purpose} key is gone`);
    return row;
  }
  const counted: CountedKey[] = [];
  async function sealing(purpose: OwnPurpose, keyOf: (row: DataKeyRow) => AeadKey = imported): Promise<DataKey> {
    const row = current(purpose);
    const made = await countSeals(keyOf(row), (seals) => claimSeals(aside, tenant, row.key_no, seals));
    counted.push(made);
    return { keyNo: row.key_no, key: made.key, subject: undefined };
  }
  async function openVault(): Promise<TenantVault> {
    const sealingKey = (row: DataKeyRow) => useDataKey(ring, row, vaultSealingKey);
    const { key } = await sealing("vault", sealingKey);
    const others = all("vault").filter(({ state }) => state !== "current");
    // Until the first rotation there is one key, and both halves come from it.
    const [blinding] = all(vaultBlinding);
    const [secrets] = all(vaultSecrets);
    const names =
      blinding === undefined || secrets === undefined
        ? useDataKey(ring, current("vault"), vaultNamesOf)
        : { blinding: unwrapDataKey(ring, blinding), secrets: unwrapDataKey(ring, secrets) };
    return vaultOf(tenant, key, others.map(sealingKey), names);
  }
  const blinders = new Map<DataKeyRow, Blinder>();
  // Oldest first, which is the order in which rows move.
  for (const row of all("index")) blinders.set(row, await useDataKey(ring, row, createBlinder));
  const blinder = blinders.get(current("index"));
  if (blinder === undefined) throw new KeyringError("keyring/unknown-key", "the organisation's index key is gone");

  const record = await sealing("record");
  const ledger = await sealing("ledger");
  const vault = await openVault();
  const byNumber = new LRUCache<number, DataKey>(limit);
  const patientSeals = countPatientSeals(
    (unsaved) => addSeals(aside, tenant, unsaved),
    () => randomBytes32().readUInt32BE(0) / 2 ** 32,
  );
  let rests = 0;
  const bySubject = new LRUCache<ResourceId, DataKey>({
    ...limit,
    dispose: ({ keyNo, key }) => patientSeals.forget(keyNo, key),
  });
  const fixed = new Map([record, ledger].map((key) => [key.keyNo, key]));
  const signers = [
    ...all(formerSigner).map((row) => useDataKey(ring, row, importPublicKey)),
    ...all("signing").map((row) => publicKeyOf(signingKey(row))),
  ];

  function remember(
    { key_no: keyNo, subject, state }: Omit<DataKeyRow, "wrapped" | "purpose">,
    key: AeadKey,
    savedSeals?: number,
  ): DataKey {
    const made = { keyNo, key, subject: subject ?? undefined };
    byNumber.set(keyNo, made);
    if (subject !== null && state === "current") {
      bySubject.set(subject, made);
      patientSeals.watch(keyNo, key, savedSeals);
    }
    return made;
  }
  const opened = (row: DataKeyRow) => byNumber.get(row.key_no) ?? remember(row, imported(row));

  function newKey(purpose: string, subject: ResourceId): NewPatientKey {
    const bytes = randomBytes32();
    const keyNo = nextNumber();
    const wrapped = wrapDataKey(ring, { key_no: keyNo, purpose, subject }, bytes);
    const key = importAeadKey(bytes);
    bytes.fill(0);
    return { keyNo, key, subject, wrapped };
  }

  return {
    tenant,
    vault,
    blinder,
    blinders: [...blinders.values()],
    record,
    ledger,
    signing: signingKey(current("signing")),
    signers,

    async ofPatients(subjects) {
      const found = new Map<ResourceId, DataKey>();
      const unknown: ResourceId[] = [];
      for (const subject of subjects) {
        const known = bySubject.get(subject);
        if (known === undefined) unknown.push(subject);
        else found.set(subject, known);
      }
      if (unknown.length > 0) {
        for (const row of await keysBySubject(db, tenant, unknown)) {
          if (row.subject !== null) found.set(row.subject, remember(row, imported(row, row.seals)));
        }
      }
      return found;
    },

    everyKeyOf: async (subject) => (await everyKeyRowOf(db, tenant, subject)).map(opened),

    numbersOf: (subject) => everyNumberOf(db, tenant, subject),

    async otherNumbers(keyNos) {
      const found = new Map<number, number[]>();
      for (const { key_no: keyNo, other } of keyNos.length === 0 ? [] : await otherKeyNumbers(db, tenant, keyNos))
        found.set(keyNo, [...(found.get(keyNo) ?? []), other]);
      return found;
    },

    async load(keyNos) {
      const found = new Map<number, DataKey>();
      const ended = new Map<number, ResourceId>();
      const unknown = new Set<number>();
      for (const keyNo of keyNos) {
        const known = fixed.get(keyNo) ?? byNumber.get(keyNo);
        if (known === undefined) unknown.add(keyNo);
        else found.set(keyNo, known);
      }
      if (unknown.size > 0) {
        for (const row of await keysByNumber(db, tenant, [...unknown]))
          if (row.purpose !== endedPurpose) found.set(row.key_no, remember(row, imported(row)));
          else if (row.subject !== null) ended.set(row.key_no, row.subject);
      }
      return {
        tenant,
        key(keyNo) {
          const known = found.get(keyNo);
          if (known === undefined) throw new KeyringError("keyring/unknown-key", "there is no key of this number");
          return known.key;
        },
        subjectOf: (keyNo) => found.get(keyNo)?.subject ?? ended.get(keyNo),
      };
    },

    newPatientKey: (subject) => newKey("patient", subject),
    newRetentionKey: (subject) => newKey(retentionPurpose, subject),

    adopt({ keyNo, subject, key }) {
      remember({ key_no: keyNo, subject, state: "current" }, key, 0);
    },

    get openPatientKeys() {
      return bySubject.size;
    },

    async keepUp() {
      for (const key of counted) await key.keepUp();
      rests = (rests + 1) % restsBetweenSaves;
      // Kept, and stored the next time, where the database is slow or away: nobody waits for a count.
      if (rests === 0) await patientSeals.save().catch(() => undefined);
    },

    putAway: () => patientSeals.save(true),
  };
}
