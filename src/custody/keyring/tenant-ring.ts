import {
  type AeadKey,
  importAeadKey,
  keyCommitment,
  open,
  randomBytes32,
  seal,
} from "../../foundation/crypto/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { DataKeyRow } from "./data-key-table.ts";
import { KeyringError, type RootKey } from "./providers/index.ts";
import type { TenantRow } from "./tenant-table.ts";
import { type Wrapping, expectCommitted, formatWrapping, parseWrapping } from "./wrapping.ts";

/** The key of one organisation, in the versions that are in use: it wraps data keys. */
export interface TenantRing {
  readonly tenant: TenantId;
  /** The version that wraps. */
  readonly current: number;
  readonly versions: ReadonlyMap<number, AeadKey>;
  /** What each was when it was opened, so that it needn't be opened again. */
  readonly commitments: ReadonlyMap<number, Buffer>;
}

const firstContext = (tenant: number) => `tenant-key|${tenant}`;
const contextOf = (tenant: number, version: number) => `${firstContext(tenant)}|${version}`;
const profileContext = (tenant: number) => Buffer.from(`tenant-profile|${tenant}`);

/** @param key 32 bytes */
export async function wrapTenantKey(root: RootKey, tenant: number, version: number, key: Buffer): Promise<Buffer> {
  const wrapped = await root.wrap(key, contextOf(tenant, version));
  return formatWrapping({ version, commitment: keyCommitment(key), wrapped });
}

/** @throws KeyringError `keyring/wrong-root-key`, `keyring/key-not-committed` */
export async function unwrapTenantKey(
  root: RootKey,
  tenant: number,
  bytes: Buffer,
): Promise<Wrapping & { key: Buffer }> {
  const wrapping = parseWrapping(bytes);
  const { version, commitment, wrapped } = wrapping;
  const key = await root.unwrap(wrapped, commitment === undefined ? firstContext(tenant) : contextOf(tenant, version));
  expectCommitted(key, wrapping);
  return { ...wrapping, key };
}

/** @param known what was open before: a version that is the same isn't asked of the root key again, which may not answer
 *  @throws KeyringError as `unwrapTenantKey` */
export async function openTenantRing(root: RootKey, row: TenantRow, known?: TenantRing): Promise<TenantRing> {
  const versions = new Map<number, AeadKey>();
  const commitments = new Map<number, Buffer>();
  const rows = row.other_wrapped_key === null ? [row.wrapped_key] : [row.other_wrapped_key, row.wrapped_key];
  for (const bytes of rows) {
    const { version, commitment } = parseWrapping(bytes);
    const before = known?.versions.get(version);
    const committed = known?.commitments.get(version);
    if (before !== undefined && committed !== undefined && (commitment === undefined || committed.equals(commitment))) {
      versions.set(version, before);
      commitments.set(version, committed);
      continue;
    }
    const { key } = await unwrapTenantKey(root, row.tenant, bytes);
    versions.set(version, importAeadKey(key));
    commitments.set(version, keyCommitment(key));
    key.fill(0);
  }
  return { tenant: row.tenant, current: parseWrapping(row.wrapped_key).version, versions, commitments };
}

type Place = Pick<DataKeyRow, "key_no" | "purpose" | "subject">;

function dataKeyContext(tenant: TenantId, row: Place, wrapping: Pick<Wrapping, "version" | "commitment">): Buffer {
  const place = `data-key|${tenant}|${row.key_no}|${row.purpose}|${row.subject ?? ""}`;
  if (wrapping.commitment === undefined) return Buffer.from(place);
  return Buffer.from(`${place}|${wrapping.version}|${wrapping.commitment.toString("hex")}`);
}

function keyOf({ versions }: TenantRing, version: number): AeadKey {
  const key = versions.get(version);
  if (key === undefined)
    throw new KeyringError(
      "keyring/unknown-key",
      "a key is wrapped under a version of the organisation's key that is gone",
    );
  return key;
}

/** @param bytes the key itself, or what takes its place */
export function wrapDataKey(ring: TenantRing, row: Place, bytes: Buffer): Buffer {
  const wrapping = { version: ring.current, commitment: keyCommitment(bytes) };
  const wrapped = seal(keyOf(ring, ring.current), bytes, dataKeyContext(ring.tenant, row, wrapping));
  return formatWrapping({ ...wrapping, wrapped });
}

/** @throws CryptoError `crypto/wrong-key-or-altered`; KeyringError `keyring/unknown-key`, `keyring/key-not-committed` */
export function unwrapDataKey(ring: TenantRing, row: Place & Pick<DataKeyRow, "wrapped">): Buffer {
  const wrapping = parseWrapping(row.wrapped);
  const bytes = open(keyOf(ring, wrapping.version), wrapping.wrapped, dataKeyContext(ring.tenant, row, wrapping));
  expectCommitted(bytes, wrapping);
  return bytes;
}

/** Makes a data key, of which only what is wrapped is left. */
export function wrapNewDataKey(ring: TenantRing, row: Place): Buffer {
  const bytes = randomBytes32();
  const wrapped = wrapDataKey(ring, row, bytes);
  bytes.fill(0);
  return wrapped;
}

/** Has a data key imported, or read in another way, and overwrites its bytes.
 *  @param use done with the bytes when it returns: a promise that it returns must not need them @throws as `unwrapDataKey` */
export function useDataKey<Used>(
  ring: TenantRing,
  row: Place & Pick<DataKeyRow, "wrapped">,
  use: (bytes: Buffer) => Used,
): Used {
  const bytes = unwrapDataKey(ring, row);
  try {
    return use(bytes);
  } finally {
    bytes.fill(0);
  }
}

export function sealProfile(ring: TenantRing, text: string): Buffer {
  return seal(keyOf(ring, ring.current), Buffer.from(text), profileContext(ring.tenant));
}

/** A profile moves to the next version of the key with everything else: until then it opens under the one before.
 *  @throws CryptoError `crypto/wrong-key-or-altered` */
export function openProfile(ring: TenantRing, sealed: Buffer): string {
  let refusal: unknown = new KeyringError("keyring/unknown-key", "the organisation has no key");
  for (const key of [...ring.versions.values()].toReversed()) {
    try {
      return open(key, sealed, profileContext(ring.tenant)).toString();
    } catch (error) {
      refusal = error;
    }
  }
  throw refusal;
}
