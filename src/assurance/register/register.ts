import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import { lockRegister, lockRegisterForReading, registerRow, storeRegister } from "./register-table.ts";
import { openRegister, sealRegister } from "./sealed-register.ts";

/** Tables whose rows are registered. */
export type RegisterName =
  | "retention-hold"
  | "rights-request"
  | "restriction"
  | "proxy"
  | "access-review"
  | "erasure"
  | "rights-letter";

/** Seals what belongs to the organisation. */
export interface Vault {
  seal(context: string, plaintext: Buffer): Buffer;
  /** @throws CryptoError */
  open(context: string, sealed: Buffer): Buffer;
}

/** What a table ought to have: how often each row was changed, by its id. `none`: nothing was ever registered. `altered`: nobody knows. */
export type Register =
  | { readonly kind: "none" | "altered" }
  | { readonly kind: "kept"; readonly rows: ReadonlyMap<string, number> };

export interface RegisteredRow {
  readonly id: string;
  /** From 1, and one more with each change. */
  readonly revision: number;
  /** Whether what it seals says that it was registered: rows from before registers weren't. */
  readonly isRegistered: boolean;
}

export interface RegisterPlace {
  readonly vault: Vault;
  readonly tenant: TenantId;
  readonly name: RegisterName;
}

/** As it stands; until the transaction ends nobody notes anything, so rows that are read in it are of the same moment. */
export async function readRegister(tx: Transaction, { vault, tenant, name }: RegisterPlace): Promise<Register> {
  await lockRegisterForReading(tx, tenant, name);
  return openRegister(vault, name, await registerRow(tx, tenant, name));
}

/** The same for who will note something in it before the transaction ends: two who read it first would wait for each other for ever. */
export async function holdRegister(tx: Transaction, { vault, tenant, name }: RegisterPlace): Promise<Register> {
  await lockRegister(tx, tenant, name);
  return openRegister(vault, name, await registerRow(tx, tenant, name));
}

/** Notes a new or changed row, in the transaction that writes it. A register that was altered stays so: else the next change would hide it. */
export async function noteRow(
  tx: Transaction,
  { vault, tenant, name }: RegisterPlace,
  { id, revision }: Pick<RegisteredRow, "id" | "revision">,
): Promise<void> {
  const register = await holdRegister(tx, { vault, tenant, name });
  if (register.kind === "altered") return;
  const rows = new Map(register.kind === "kept" ? register.rows : []).set(id, revision);
  await storeRegister(tx, tenant, name, sealRegister(vault, name, rows));
}

/** Begins it, whatever stood in its place. */
export async function beginRegister(
  tx: Transaction,
  { vault, tenant, name }: RegisterPlace,
  rows: ReadonlyMap<string, number>,
): Promise<Register> {
  await storeRegister(tx, tenant, name, sealRegister(vault, name, rows));
  return { kind: "kept", rows };
}

/** Whether a row is the one that was written last, and not an older state of it. Where the register itself was altered, nobody can say. */
export function isAsRegistered(register: Register, { id, revision, isRegistered }: RegisteredRow): boolean {
  const known = register.kind === "kept" ? register.rows.get(id) : undefined;
  return known === undefined ? !isRegistered : known === revision;
}

/** Ids of rows that were registered and aren't there. @param present ids of those that are */
export function missingFrom(register: Register, present: Iterable<string>): readonly string[] {
  if (register.kind !== "kept") return [];
  const here = new Set(present);
  return [...register.rows.keys()].filter((id) => !here.has(id));
}
