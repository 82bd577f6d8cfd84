import { ImportError } from "./import-error.ts";
import { JsonCutter, longestPiece } from "./json-cutter.ts";

/** What a file is made of, in order. A value's elements come before the value. */
export type Cut =
  /** An element of the top-level `entry` array of value number `value`; `type` is that value's resourceType, if it came first. */
  | { readonly kind: "element"; readonly value: number; readonly bytes: Buffer; readonly type: string | undefined }
  | { readonly kind: "value"; readonly value: number; readonly rest: Buffer; readonly gap: number }
  /** A line that is no JSON value. The lines after it can still be read. */
  | { readonly kind: "broken"; readonly value: number; readonly error: ImportError };

/** Cuts a file: one JSON value, or one on each line.
 *  @throws ImportError when the file as a whole can't be read */
export async function* cutValues(bytes: AsyncIterable<Buffer>): AsyncGenerator<Cut> {
  let cuts: Cut[] = [];
  const first = cutterOf(0, (cut) => cuts.push(cut));
  const line = new LineBuffer();
  let value = 1;
  for await (const piece of bytes) {
    const used = first.done ? 0 : first.feed(piece);
    for (const text of line.add(piece.subarray(used))) {
      if (isBlank(text)) continue;
      cuts.push(...cutLine(value, text));
      value += 1;
    }
    yield* cuts;
    cuts = [];
  }
  if (!first.done) {
    throw first.begun
      ? new ImportError(
          "import/cut-short",
          "the file ends in the middle, or a bracket or quotation mark is missing: copy it again from where it came",
        )
      : new ImportError("import/empty-file", "the file is empty");
  }
  const last = line.end();
  if (!isBlank(last)) yield* cutLine(value, last);
}

function cutterOf(value: number, tell: (cut: Cut) => void): JsonCutter {
  const cutter: JsonCutter = new JsonCutter({
    entry: (bytes) => tell({ kind: "element", value, bytes, type: cutter.resourceType }),
    value: (rest, gap) => tell({ kind: "value", value, rest, gap }),
  });
  return cutter;
}

function cutLine(value: number, text: Buffer): Cut[] {
  const cuts: Cut[] = [];
  const cutter = cutterOf(value, (cut) => cuts.push(cut));
  try {
    const used = cutter.feed(text);
    if (cutter.done && isBlank(text.subarray(used))) return cuts;
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
  }
  return [{ kind: "broken", value, error: new ImportError("import/not-json", "this line is not one JSON value") }];
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte <= 0x20);
}

const newline = 0x0a;

/** Gives whole lines, whatever pieces they come in. */
class LineBuffer {
  #parts: Buffer[] = [];
  #length = 0;

  *add(bytes: Buffer): Generator<Buffer> {
    let start = 0;
    for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
      const text = bytes.subarray(start, end);
      start = end + 1;
      yield this.#parts.length === 0 ? text : Buffer.concat([...this.#parts, text]);
      this.#parts = [];
      this.#length = 0;
    }
    const open = bytes.subarray(start);
    if (open.length === 0) return;
    this.#parts.push(open);
    this.#length += open.length;
    if (this.#length > longestPiece)
      throw new ImportError("import/too-large", `a line is longer than ${longestPiece / 1024 / 1024} MiB`);
  }

  end(): Buffer {
    return Buffer.concat(this.#parts);
  }
}
