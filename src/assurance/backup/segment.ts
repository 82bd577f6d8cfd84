import { int32s } from "./column-forms.ts";
import { unpackFormerSegment } from "./former-segment.ts";
import type { ColumnBytes } from "./gather-rows.ts";
import { packColumn } from "./pack-column.ts";
import { lengthOf, squeeze, unsqueeze } from "./squeeze.ts";
import { unpackColumn } from "./unpack-column.ts";

export interface Column {
  readonly name: string;
  /** PostgreSQL's name of its type: "int8", "_int8". */
  readonly type: string;
}

/** Rows of one table, each value in PostgreSQL's own binary form; null is undefined. */
export interface Segment {
  readonly table: string;
  readonly columns: readonly Column[];
  /** As many for each column as there are rows. */
  readonly values: readonly (readonly (Buffer | undefined)[])[];
}

/** The same as they come from the database. */
export interface GatheredSegment extends Pick<Segment, "table" | "columns"> {
  readonly values: readonly ColumnBytes[];
}

/** No deflated bytes begin so, and those of the format before were deflated as a whole. */
const mark = 0x07;
/** Columns whose values are lists of sealed entries. */
const lists: ReadonlySet<string> = new Set(["ledger_batch.entries"]);

/** Column by column, because what is alike then lies together: numbers that rise shrink to a tenth. The same rows make the same bytes.
 *  mark, 1 byte | int4 length and squeezed JSON of the table and its columns | for each column int4 length, and the column */
export async function packSegment({ table, columns, values }: GatheredSegment): Promise<Buffer> {
  const parts = [await squeeze(Buffer.from(JSON.stringify({ table, columns })))];
  for (const [index, column] of values.entries())
    parts.push(await packColumn(column, lists.has(`${table}.${columns[index]?.name}`)));
  return Buffer.concat([Buffer.of(mark), ...parts.flatMap((part) => [int32s([lengthOf(part)]), ...part])]);
}

/** @throws RangeError, SyntaxError or a zlib error for bytes that `packSegment` didn't make */
export async function unpackSegment(packed: Buffer): Promise<Segment> {
  if (packed[0] !== mark) return unpackFormerSegment(packed);
  let offset = 1;
  const next = () => {
    const end = offset + 4 + packed.readInt32BE(offset);
    const part = packed.subarray(offset + 4, end);
    offset = end;
    return part;
  };
  const { table, columns } = JSON.parse((await unsqueeze(next())).toString("utf8")) as Pick<
    Segment,
    "table" | "columns"
  >;
  const values: (Buffer | undefined)[][] = [];
  while (values.length < columns.length) values.push(await unpackColumn(next()));
  return { table, columns, values };
}
