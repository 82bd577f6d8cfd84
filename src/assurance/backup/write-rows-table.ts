import { type Queryable, int4Array } from "../../foundation/platform/database/index.ts";
import type { CatalogueTable, Reference } from "./catalogue-table.ts";
import type { Segment } from "./segment.ts";

const name = (text: string) => `"${text.replaceAll('"', '""')}"`;
const tableName = (table: string) => `wardbook.${name(table)}`;

/** One transaction for all that is restored: what fails leaves nothing behind. */
export async function beginRestore(db: Queryable): Promise<void> {
  await db.query("begin");
  await db.query("set local statement_timeout = 0");
  await db.query("set local idle_in_transaction_session_timeout = 0");
}

export async function commitRestore(db: Queryable): Promise<void> {
  await db.query("commit");
}

/** Whether somebody keeps a record here already. It may be asked before there is a schema. */
export async function isInUse(db: Queryable): Promise<boolean> {
  if ((await db.query("select from pg_class where oid = to_regclass('wardbook.tenant')")).length === 0) return false;
  return (await db.query("select from wardbook.tenant limit 1")).length > 0;
}

/** Until the transaction ends nobody else restores here, or makes an organisation. */
export async function lockRecord(db: Queryable): Promise<void> {
  await db.query("lock table wardbook.tenant in share row exclusive mode");
}

export async function emptyTable(db: Queryable, table: string): Promise<void> {
  await db.query(`delete from ${tableName(table)}`);
}

/** Puts rows in place. Rows that would go with another one, which isn't there, are left out.
 *  @param whatLiesThere what becomes of a row that is there already, under the same key */
export async function putRows(
  db: Queryable,
  { table, key, references, columns: here }: CatalogueTable,
  { columns, values }: Segment,
  whatLiesThere: "stays" | "is replaced",
): Promise<void> {
  const elementOf = new Map(here.map((column) => [column.name, column.element]));
  const given: { readonly type: string; readonly value: Buffer }[] = [];
  const places: string[] = [];
  const made: string[] = [];
  columns.forEach(({ name: called, type }, index) => {
    const column = values[index] ?? [];
    const element = elementOf.get(called) ?? 0;
    if (!type.startsWith("_")) {
      places.push(`c${index}`);
      made.push(`u.c${index}`);
      given.push({ type: `${type}[]`, value: binaryArray(column, element) });
      return;
    }
    // An array of arrays has rows of one length: these go as one long array, with where each begins and ends.
    const { flat, first, last } = flatten(column, element);
    given.push({ type: `${type.slice(1)}[]`, value: flat }, { type: "int4[]", value: int4Array(first) });
    given.push({ type: "int4[]", value: int4Array(last) });
    places.push(`f${index}`, `l${index}`);
    made.push(
      `case when u.f${index} = 0 then null else ($${given.length - 2}::${type.slice(1)}[])[u.f${index}:u.l${index}] end`,
    );
  });
  const unnested: string[] = [];
  let parameter = 0;
  for (const { type } of columns) {
    const isArray = type.startsWith("_");
    if (isArray) parameter += 1;
    for (let taken = isArray ? 2 : 1; taken > 0; taken -= 1) {
      parameter += 1;
      unnested.push(`$${parameter}::${given[parameter - 1]?.type}`);
    }
  }
  const names = columns.map((column) => name(column.name));
  const changed = columns.filter((column) => !key.includes(column.name)).map((column) => name(column.name));
  const onConflict =
    changed.length === 0 || whatLiesThere === "stays"
      ? `(${key.map(name).join(", ")}) do nothing`
      : `(${key.map(name).join(", ")}) do update set ${changed.map((column) => `${column} = excluded.${column}`).join(", ")}`;
  await db.query(
    `insert into ${tableName(table)} (${names.join(", ")})
     select * from (select ${made.map((value, index) => `${value} as ${names[index]}`).join(", ")}
       from unnest(${unnested.join(", ")}) as u (${places.join(", ")})) given
     where ${["true", ...references.filter(({ cascades }) => cascades).map(isThere)].join(" and ")}
     on conflict ${onConflict}`,
    given.map(({ value }) => value),
  );
}

function isThere({ table, columns, theirs }: Reference): string {
  const pairs = columns.map((column, index) => `other.${name(theirs[index] ?? "")} = given.${name(column)}`);
  return `exists (select from ${table} other where ${pairs.join(" and ")})`;
}

/** PostgreSQL's binary form. */
function binaryArray(values: readonly (Buffer | undefined)[], element: number): Buffer {
  const parts: Buffer[] = [];
  for (const value of values) {
    const length = Buffer.allocUnsafe(4);
    length.writeInt32BE(value?.length ?? -1);
    parts.push(length);
    if (value !== undefined) parts.push(value);
  }
  return arrayOf({ length: values.length, hasNulls: values.includes(undefined), element }, parts);
}

const headerBytes = 20;

function arrayOf(
  { length, hasNulls, element }: { readonly length: number; readonly hasNulls: boolean; readonly element: number },
  parts: readonly Buffer[],
): Buffer {
  const header = Buffer.alloc(length === 0 ? 12 : headerBytes);
  header.writeInt32BE(length === 0 ? 0 : 1, 0);
  header.writeInt32BE(hasNulls ? 1 : 0, 4);
  header.writeUInt32BE(element, 8);
  if (length > 0) {
    header.writeInt32BE(length, 12);
    header.writeInt32BE(1, 16);
  }
  return Buffer.concat([header, ...parts]);
}

/** Arrays of one dimension, one after the other, with the places (from 1) of each one's first and last element; 0 for null. */
function flatten(
  values: readonly (Buffer | undefined)[],
  element: number,
): { readonly flat: Buffer; readonly first: number[]; readonly last: number[] } {
  const parts: Buffer[] = [];
  const first: number[] = [];
  const last: number[] = [];
  let length = 0;
  for (const value of values) {
    if (value === undefined) {
      first.push(0);
      last.push(0);
      continue;
    }
    first.push(length + 1);
    if (value.readInt32BE(0) > 0) {
      length += value.readInt32BE(12);
      parts.push(value.subarray(headerBytes));
    }
    last.push(length);
  }
  return { flat: arrayOf({ length, hasNulls: true, element }, parts), first, last };
}
