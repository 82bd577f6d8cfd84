import { Secret } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { RootKey } from "../../custody/keyring/index.ts";
import { type ArchiveKeyRow, readArchiveKeys, replaceArchiveKey } from "./backup-table.ts";

const contextOf = (keyNo: number) => `archive-key|${keyNo}`;
const fileContext = (backup: string) => `key-archive|${backup}`;

export function wrapArchiveKey(root: RootKey, keyNo: number, key: Buffer): Promise<Buffer> {
  return root.wrap(key, contextOf(keyNo));
}

/** @throws KeyringError `keyring/wrong-root-key` */
export async function unwrapArchiveKey(root: RootKey, { key_no, wrapped }: ArchiveKeyRow): Promise<Secret<Buffer>> {
  return new Secret(await root.unwrap(wrapped, contextOf(key_no)));
}

/** The key of one archive of keys stands in its own manifest. @returns text for its first line */
export async function wrapFileKey(root: RootKey, backup: string, key: Buffer): Promise<string> {
  return (await root.wrap(key, fileContext(backup))).toString("base64");
}

/** @throws KeyringError `keyring/wrong-root-key` */
export async function unwrapFileKey(root: RootKey, backup: string, text: string): Promise<Secret<Buffer>> {
  return new Secret(await root.unwrap(Buffer.from(text, "base64"), fileContext(backup)));
}

/** When the root key changes, archives of data stay as they lie: their keys are wrapped anew. @returns how many */
export async function rewrapArchiveKeys(
  owner: Queryable,
  rewrap: (wrapped: Buffer, context: string) => Promise<Buffer>,
  isNew: (wrapped: Buffer) => boolean,
): Promise<number> {
  const rows = (await readArchiveKeys(owner)).filter(({ wrapped }) => !isNew(wrapped));
  for (const { key_no, wrapped } of rows)
    await replaceArchiveKey(owner, key_no, wrapped, await rewrap(wrapped, contextOf(key_no)));
  return rows.length;
}
