import { LRUCache } from "lru-cache";
import {
  type AeadKey,
  type Blinder,
  type SigningKey,
  createBlinder,
  importAeadKey,
  importSigningKey,
  open,
  randomBytes32,
  seal,
} from "../../foundation/crypto/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { DatabaseError, type Queryable } from "../../foundation/platform/database/index.ts";
import { type DataKeyRow, insertDataKey, keysByNumber, keysByPurpose, keysBySubject } from "./data-key-table.ts";
import { KeyringError } from "./providers/index.ts";
import { type TenantVault, vaultOf } from "./tenant-vault.ts";

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
  /** The patient whose key it is. */
  subjectOf(keyNo: number): ResourceId | undefined;
}

/** A patient's key that is not stored yet: it becomes durable in the transaction that writes the patient. */
export interface NewPatientKey extends DataKey {
  readonly subject: ResourceId;
  readonly wrapped: Buffer;
}

/** The open keys of one organisation. */
export interface TenantKeys {
  readonly tenant: TenantId;
  readonly vault: TenantVault;
  readonly blinder: Blinder;
  /** Seals resources that are about no single patient. */
  readonly record: DataKey;
  /** Seals ledger entries that are about no single patient. */
  readonly ledger: DataKey;
  readonly signing: SigningKey;
  /** Keys of these patients, from memory or the database; a patient without a key is absent from the map. */
  ofPatients(subjects: readonly ResourceId[]): Promise<ReadonlyMap<ResourceId, DataKey>>;
  /** These keys, with one query for those that aren't in memory. Numbers without a key are no error until they are used. */
  load(keyNos: Iterable<number>): Promise<LoadedKeys>;
  newPatientKey(subject: ResourceId): NewPatientKey;
  /** Tells that a new patient key's transaction has committed. */
  adopt(key: NewPatientKey): void;
}

const purposes = ["record", "index", "ledger", "signing", "vault"] as const;
type Purpose = (typeof purposes)[number];
const cachedPatientKeys = 20_000;

function context(tenant: TenantId, row: Pick<DataKeyRow, "key_no" | "purpose" | "subject">): Buffer {
  return Buffer.from(`data-key|${tenant}|${row.key_no}|${row.purpose}|${row.subject ?? ""}`);
}

export interface TenantKeysPorts {
  readonly tenant: TenantId;
  readonly tenantKey: AeadKey;
  readonly db: Queryable;
  /** Unique, rising numbers. */
  readonly nextNumber: () => number;
}

/** The organisation's own keys, made at first use. Two processes may race: the database lets one row win. */
async function ownKeys({ tenant, tenantKey, db, nextNumber }: TenantKeysPorts): Promise<Map<Purpose, DataKeyRow>> {
  for (;;) {
    const rows = new Map((await keysByPurpose(db, tenant)).map((row) => [row.purpose as Purpose, row]));
    const missing = purposes.find((purpose) => !rows.has(purpose));
    if (missing === undefined) return rows;
    const row = { key_no: nextNumber(), purpose: missing, subject: null };
    await insertDataKey(db, tenant, { ...row, wrapped: seal(tenantKey, randomBytes32(), context(tenant, row)) }).catch(
      (error: unknown) => {
        if (!(error instanceof DatabaseError && error.code === "database/unique-violation")) throw error;
      },
    );
  }
}

export async function openTenantKeys(ports: TenantKeysPorts): Promise<TenantKeys> {
  const { tenant, tenantKey, db, nextNumber } = ports;
  const unwrap = (row: DataKeyRow) => open(tenantKey, row.wrapped, context(tenant, row));
  const own = await ownKeys(ports);

  function bytesFor<T>(purpose: Purpose, use: (bytes: Buffer, keyNo: number) => T): T {
    const row = own.get(purpose);
    if (row === undefined) throw new KeyringError("keyring/unknown-key", `the organisation's ${purpose} key is gone`);
    return use(unwrap(row), row.key_no);
  }
  const dataKey = (purpose: Purpose): DataKey =>
    bytesFor(purpose, (bytes, keyNo) => ({ keyNo, key: importAeadKey(bytes), subject: undefined }));

  const record = dataKey("record");
  const ledger = dataKey("ledger");
  const byNumber = new LRUCache<number, DataKey>({ max: cachedPatientKeys });
  const bySubject = new LRUCache<ResourceId, DataKey>({ max: cachedPatientKeys });
  const fixed = new Map([record, ledger].map((key) => [key.keyNo, key]));

  function remember(keyNo: number, subject: ResourceId | null, key: AeadKey): DataKey {
    const made = { keyNo, key, subject: subject ?? undefined };
    byNumber.set(keyNo, made);
    if (subject !== null) bySubject.set(subject, made);
    return made;
  }

  return {
    tenant,
    vault: bytesFor("vault", (bytes) => vaultOf(tenant, bytes)),
    blinder: await bytesFor("index", (bytes) => createBlinder(bytes)),
    record,
    ledger,
    signing: bytesFor("signing", (bytes) => importSigningKey(bytes)),

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
          if (row.subject !== null)
            found.set(row.subject, remember(row.key_no, row.subject, importAeadKey(unwrap(row))));
        }
      }
      return found;
    },

    async load(keyNos) {
      const found = new Map<number, DataKey>();
      const unknown = new Set<number>();
      for (const keyNo of keyNos) {
        const known = fixed.get(keyNo) ?? byNumber.get(keyNo);
        if (known === undefined) unknown.add(keyNo);
        else found.set(keyNo, known);
      }
      if (unknown.size > 0) {
        for (const row of await keysByNumber(db, tenant, [...unknown])) {
          found.set(row.key_no, remember(row.key_no, row.subject, importAeadKey(unwrap(row))));
        }
      }
      return {
        tenant,
        key(keyNo) {
          const known = found.get(keyNo);
          if (known === undefined) throw new KeyringError("keyring/unknown-key", "there is no key of this number");
          return known.key;
        },
        subjectOf: (keyNo) => found.get(keyNo)?.subject,
      };
    },

    newPatientKey(subject) {
      const bytes = randomBytes32();
      const keyNo = nextNumber();
      const wrapped = seal(tenantKey, bytes, context(tenant, { key_no: keyNo, purpose: "patient", subject }));
      const key = importAeadKey(bytes);
      bytes.fill(0);
      return { keyNo, key, subject, wrapped };
    },

    adopt(key) {
      remember(key.keyNo, key.subject, key.key);
    },
  };
}
