import { CryptoError, sha256 } from "../../foundation/crypto/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Queryable, Transaction } from "../../foundation/platform/database/index.ts";
import {
  type Register,
  type RegisterName,
  type Vault,
  beginRegister,
  holdRegister,
  isAsRegistered,
  missingFrom,
  noteRow,
  readRegister,
} from "./register.ts";

/** Of a row that was found to be gone: one that is put back afterwards is none of ours. */
const gone = 0;
/** Stands for the register itself, where it was altered or taken out: no row has this id, so it is missing ever after. */
export const registerItself = "00000000-0000-0000-0000-000000000000";

/** A table whose rows count no changes: each is registered by a mark of what can be read of it. */
export interface TableKind<Row> {
  readonly name: RegisterName;
  /** Of all rows that are there. */
  readonly ids: (db: Queryable, tenant: TenantId) => Promise<readonly string[]>;
  readonly find: (db: Queryable, tenant: TenantId, id: string) => Promise<Row | undefined>;
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
  /** Those that were taken out since the last time this was asked, and `registerItself` where the register was. From then on none of them counts if
   *  it is put back. */
  takenAway(tx: Transaction, tenant: TenantId, vault: Vault): Promise<readonly string[]>;
  /** Whether all that were ever registered are there, whoever was told before of those that aren't. Tells once of each that isn't, and of
   *  `registerItself`. */
  isWhole(
    db: Pick<Database, "transaction">,
    tenant: TenantId,
    vault: Vault,
    tell: (id: string) => void,
  ): Promise<boolean>;
}

export function registeredTable<Row>(kind: TableKind<Row>): RegisteredTable<Row> {
  const { name, ids, idOf, readable, unreadable } = kind;
  const isLast = (register: Register, vault: Vault, row: Row) => {
    const id = idOf(row);
    const isRegistered = (register.kind === "kept" && register.rows.has(id)) || saysSo(kind, vault, row);
    return isAsRegistered(register, { id, revision: markOf(readable(row)), isRegistered });
  };
  const read: RegisteredTable<Row>["read"] = async (tx, tenant, vault, rowsIn) => {
    const register = await readRegister(tx, { vault, tenant, name });
    return (await rowsIn(tx)).map((row) => (isLast(register, vault, row) ? row : unreadable(row)));
  };
  // One that was altered or taken out begins anew, so that what is written from then on counts; that it was, stays known.
  const holdKept = async (tx: Transaction, tenant: TenantId, vault: Vault, newcomer?: string): Promise<Register> => {
    const place = { vault, tenant, name };
    const register = await holdRegister(tx, place);
    const isLost =
      register.kind === "altered" ||
      (register.kind === "none" && (await wasKept(kind, tx, { tenant, vault, newcomer })));
    return isLost ? beginRegister(tx, place, new Map([[registerItself, gone + 1]])) : register;
  };
  const takenAway: RegisteredTable<Row>["takenAway"] = async (tx, tenant, vault) => {
    const register = await holdKept(tx, tenant, vault);
    // Asked once nobody notes anything any more: a row that is written meanwhile would be missing from an answer of before.
    const missing = missingFrom(register, await ids(tx, tenant)).filter(
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

    async note(tx, tenant, vault, row) {
      const id = idOf(row);
      await holdKept(tx, tenant, vault, id);
      await noteRow(tx, { vault, tenant, name }, { id, revision: markOf(readable(row)) });
    },

    async held(tx, tenant, vault, rows) {
      if (rows.length === 0) return rows;
      const register = await holdRegister(tx, { vault, tenant, name });
      return rows.map((row) => (isLast(register, vault, row) ? row : unreadable(row)));
    },

    async isWhole(db, tenant, vault, tell) {
      const { register, isThere } = await db.transaction(tenant, async (tx) => {
        const register = await readRegister(tx, { vault, tenant, name });
        const present = await ids(tx, tenant);
        const isThere = register.kind === "kept" ? missingFrom(register, present).length === 0 : present.length === 0;
        return { register, isThere: isThere && register.kind !== "altered" };
      });
      if (isThere) return true;
      const taken = await db.transaction(tenant, (tx) => takenAway(tx, tenant, vault));
      for (const id of taken) tell(id);
      // Rows from before there were registers.
      return register.kind === "none" && taken.length === 0;
    },
  };
}

/** Where there is no register: whether a row says that it was in one. @param newcomer that one is being written, and says so itself */
async function wasKept<Row>(
  kind: TableKind<Row>,
  tx: Transaction,
  {
    tenant,
    vault,
    newcomer,
  }: { readonly tenant: TenantId; readonly vault: Vault; readonly newcomer?: string | undefined },
): Promise<boolean> {
  for (const id of await kind.ids(tx, tenant)) {
    const row = id === newcomer ? undefined : await kind.find(tx, tenant, id);
    if (row !== undefined && saysSo(kind, vault, row)) return true;
  }
  return false;
}

/** From 1: a number that another content has by chance once in 2⁴⁸. */
function markOf(readable: string): number {
  return sha256(readable).readUIntBE(0, 6) + 1;
}

function saysSo<Row>(kind: TableKind<Row>, vault: Vault, row: Row): boolean {
  try {
    return kind.saysSo(vault, row);
  } catch (error) {
    // Altered: it opens nothing, whatever the register says.
    if (error instanceof CryptoError) return false;
    throw error;
  }
}
