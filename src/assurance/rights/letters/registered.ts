import { CryptoError } from "../../../foundation/crypto/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { registerItself, registeredTable } from "../../register/index.ts";
import type { RightsPorts, Vault } from "../ports.ts";
import { openLetterWords, readableOf } from "./kept-letter.ts";
import {
  type LetterRow,
  holdLetter,
  insertLetter,
  letterIds,
  lettersOf,
  readLetter,
  storeSending,
} from "./letters-table.ts";

const unreadable = Buffer.alloc(0);

const table = registeredTable<LetterRow>({
  name: "rights-letter",
  ids: letterIds,
  find: readLetter,
  idOf: ({ id }) => id,
  readable: readableOf,
  saysSo: (vault, row) => openLetterWords(vault, row).isRegistered === true,
  unreadable: (row) => ({ ...row, sealed: unreadable }),
});

type Ports = Pick<RightsPorts, "db" | "vault">;

export async function insertRegistered(
  tx: Transaction,
  tenant: TenantId,
  vault: Vault,
  row: LetterRow & { readonly pdf: Buffer },
): Promise<void> {
  await insertLetter(tx, tenant, row);
  await table.note(tx, tenant, vault, row);
}

export async function storeRegistered(tx: Transaction, tenant: TenantId, vault: Vault, row: LetterRow): Promise<void> {
  await storeSending(tx, tenant, row);
  await table.note(tx, tenant, vault, row);
}

/** Newest first, as they were written last. One that somebody put back, such as from before it was sent, can't be opened. */
export async function lettersAsRegistered(
  { db, vault }: Ports,
  tenant: TenantId,
  requests: readonly string[],
): Promise<readonly LetterRow[]> {
  const opening = await vault(tenant);
  return db.transaction(tenant, (tx) => table.read(tx, tenant, opening, () => lettersOf(tx, tenant, requests)));
}

export async function readRegistered(
  tx: Transaction,
  tenant: TenantId,
  vault: Vault,
  id: string,
): Promise<LetterRow | undefined> {
  return table.readOne(tx, tenant, vault, () => readLetter(tx, tenant, id));
}

/** The row, held until the transaction ends. */
export async function holdRegistered(
  tx: Transaction,
  tenant: TenantId,
  vault: Vault,
  id: string,
): Promise<LetterRow | undefined> {
  const row = await holdLetter(tx, tenant, id);
  return row && (await table.held(tx, tenant, vault, [row]))[0];
}

/** Tells once of each that was taken out of the database; it opens nothing if it is put back. @returns whether all are there */
export async function tellOfTakenLetters(
  { db, vault, onAltered }: Ports & Pick<RightsPorts, "onAltered">,
  tenant: TenantId,
): Promise<boolean> {
  return table.isWhole(db, tenant, await vault(tenant), (id) =>
    onAltered(tenant, id === registerItself ? "register" : id),
  );
}

/** Undefined when the row was altered. */
export function sendingsIn(vault: Vault, row: LetterRow) {
  try {
    return openLetterWords(vault, row).sendings;
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}
