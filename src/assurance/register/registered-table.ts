import { CryptoError, sha256 } from "../../foundation/crypto/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import {
  type Register,
  type RegisterName,
  type Vault,
  holdRegister,
  isAsRegistered,
  missingFrom,
  noteRow,
  readRegister,
} from "./register.ts";

/** Of a row that was found to be gone: one that is put back afterwards is none of ours. */
const gone = 0;

/** A table whose rows count no changes: each is registered by a mark of what can be read of it. */
export interface TableKind<Row> {
  readonly name: RegisterName;
  readonly idOf: (row: Row) => string;
  /** Everything that a change changes. */
  readonly readable: (row: Row) => string;
  /** Whether what the row seals says that it was registered. @throws CryptoError when it was altered */
  readonly saysSo: (vault: Vault, row: Row) => boolean;
  /** The same row with nothing in it that opens. */
  readonly unreadable: (row: Row) => Row;
}

export interface RegisteredTable<Row> {
  /** Notes a new or changed row, in the transaction that writes it. */
  note(tx: Transaction, tenant: TenantId, vault: Vault, row: Row): Promise<void>;
  /** The rows as they were written last: what somebody took out and put back, or put back as it once was, can't be opened.
   *  @param read asked once nobody notes anything any more, so that rows and register are of one moment */
  read(
    tx: Transaction,
    tenant: TenantId,
    vault: Vault,
    read: (tx: Transaction) => Promise<readonly Row[]>,
  ): Promise<readonly Row[]>;
  /** As `read`, of one row or none. */
  readOne(
    tx: Transaction,
    tenant: TenantId,
    vault: Vault,
    read: (tx: Transaction) => Promise<Row | undefined>,
  ): Promise<Row | undefined>;
  /** The same of rows that the transaction holds and changes. */
  held(tx: Transaction, tenant: TenantId, vault: Vault, rows: readonly Row[]): Promise<readonly Row[]>;
  /** Those that were taken out since the last time this was asked. From then on none of them counts if it is put back.
   *  @param present asked once nobody notes anything any more: a row that is written meanwhile would be missing from an answer of before */
  takenAway(
    tx: Transaction,
    tenant: TenantId,
    vault: Vault,
    present: (tx: Transaction) => Promise<Iterable<string>>,
  ): Promise<readonly string[]>;
  /** Whether all that were ever registered are there, whoever was told before of those that aren't. Of an altered register nobody knows.
   *  Tells once of each that isn't, and holds the register only where there is one. */
  isWhole(
    db: Pick<Database, "transaction">,
    tenant: TenantId,
    vault: Vault,
    {
      present,
      tell,
    }: { readonly present: (tx: Transaction) => Promise<Iterable<string>>; readonly tell: (id: string) => void },
  ): Promise<boolean>;
}

export function registeredTable<Row>({
  name,
  idOf,
  readable,
  saysSo,
  unreadable,
}: TableKind<Row>): RegisteredTable<Row> {
  const isLast = (register: Register, vault: Vault, row: Row) => {
    // Nobody can say: then what the row itself seals counts.
    if (register.kind === "altered") return true;
    const id = idOf(row);
    const isRegistered = (register.kind === "kept" && register.rows.has(id)) || unlessAltered(() => saysSo(vault, row));
    return isAsRegistered(register, { id, revision: markOf(readable(row)), isRegistered });
  };
  const read: RegisteredTable<Row>["read"] = async (tx, tenant, vault, rowsIn) => {
    const register = await readRegister(tx, { vault, tenant, name });
    return (await rowsIn(tx)).map((row) => (isLast(register, vault, row) ? row : unreadable(row)));
  };
  const takenAway: RegisteredTable<Row>["takenAway"] = async (tx, tenant, vault, present) => {
    const register = await holdRegister(tx, { vault, tenant, name });
    const missing = missingFrom(register, await present(tx)).filter(
      (id) => register.kind === "kept" && register.rows.get(id) !== gone,
    );
    for (const id of missing) await noteRow(tx, { vault, tenant, name }, { id, revision: gone });
    return missing;
  };
  return {
    read,
    takenAway,

    async readOne(tx, tenant, vault, rowIn) {
      const [row] = await read(tx, tenant, vault, async () => {
        const found = await rowIn(tx);
        return found === undefined ? [] : [found];
      });
      return row;
    },

    note: (tx, tenant, vault, row) =>
      noteRow(tx, { vault, tenant, name }, { id: idOf(row), revision: markOf(readable(row)) }),

    async held(tx, tenant, vault, rows) {
      if (rows.length === 0) return rows;
      const register = await holdRegister(tx, { vault, tenant, name });
      return rows.map((row) => (isLast(register, vault, row) ? row : unreadable(row)));
    },

    async isWhole(db, tenant, vault, { present, tell }) {
      const isWhole = await db.transaction(tenant, async (tx) => {
        const register = await readRegister(tx, { vault, tenant, name });
        return register.kind !== "altered" && missingFrom(register, await present(tx)).length === 0;
      });
      if (isWhole) return true;
      const taken = await db.transaction(tenant, (tx) => takenAway(tx, tenant, vault, present));
      for (const id of taken) tell(id);
      return false;
    },
  };
}

/** From 1: a number that another content has by chance once in 2⁴⁸. */
function markOf(readable: string): number {
  return sha256(readable).readUIntBE(0, 6) + 1;
}

function unlessAltered(says: () => boolean): boolean {
  try {
    return says();
  } catch (error) {
    if (error instanceof CryptoError) return false;
    throw error;
  }
}
