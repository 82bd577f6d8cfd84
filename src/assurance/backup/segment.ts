import { packColumn, unpackColumn } from "./column-forms.ts";
import { unpackFormerSegment } from "./former-segment.ts";
import { squeeze, unsqueeze } from "./squeeze.ts";

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

const isNull = -1;
/** No deflated bytes begin so, and those of the format before were deflated as a whole. */
const mark = 0x07;
/** Columns whose values are lists of sealed entries. */
const lists: ReadonlySet<string> = new Set(["ledger_batch.entries"]);

/** Splits what `record_send` answers: int4 columns, then for each int4 type, int4 length (-1: null), bytes. */
export function splitRow(row: Buffer): (Buffer | undefined)[] {
  const values: (Buffer | undefined)[] = [];
  let offset = 4;
  for (let count = row.readInt32BE(0); count > 0; count -= 1) {
    const length = row.readInt32BE(offset + 4);
    offset += 8;
    if (length === isNull) {
      values.push(undefined);
      continue;
    }
    values.push(row.subarray(offset, offset + length));
    offset += length;
  }
  return values;
}

/** Column by column, because what is alike then lies together: numbers that rise shrink to a tenth. The same rows make the same bytes.
 *  mark, 1 byte | int4 length and squeezed JSON of the table and its columns | for each column int4 length, and the column */
export async function packSegment({ table, columns, values }: Segment): Promise<Buffer> {
  const parts = [await squeeze(Buffer.from(JSON.stringify({ table, columns })))];
  for (const [index, column] of values.entries())
    parts.push(await packColumn(column, lists.has(`${table}.${columns[index]?.name}`)));
  return Buffer.concat([Buffer.of(mark), ...parts.flatMap((part) => [int32(part.length), part])]);
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

function int32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(value);
  return bytes;
}
