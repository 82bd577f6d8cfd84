import { Readable, pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { ImportError } from "./import-error.ts";
import type { ImportSource } from "./import-source.ts";

/** A source's bytes, unpacked if they are gzip: the bytes decide, not the name. Without a byte order mark.
 *  @throws ImportError `import/unreadable-file`, `import/empty-file`, `import/damaged-gzip` */
export async function* expandedBytes(source: ImportSource): AsyncGenerator<Buffer> {
  let isFirst = true;
  try {
    for await (const bytes of withHead(unpacked(source), byteOrderMark.length)) {
      const plain = isFirst && bytes.subarray(0, 3).equals(byteOrderMark) ? bytes.subarray(3) : bytes;
      isFirst = false;
      if (plain.length > 0) yield plain;
    }
  } catch (cause) {
    throw readError(cause);
  }
  if (isFirst) throw new ImportError("import/empty-file", "the file is empty");
}

const byteOrderMark = Buffer.of(0xef, 0xbb, 0xbf);

async function* unpacked(source: ImportSource): AsyncGenerator<Buffer> {
  const bytes = withHead(source.open(), 2);
  const first = await bytes.next();
  if (first.done === true) return;
  const whole = startingWith(first.value, bytes);
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) return yield* whole;
  const gunzip = createGunzip({ chunkSize: 64 * 1024 });
  // Its errors come out where `gunzip` is read.
  pipeline(Readable.from(counted(whole), { objectMode: false }), gunzip, () => undefined);
  let packed = 0;
  let expanded = 0;
  async function* counted(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      packed += piece.length;
      yield piece;
    }
  }
  for await (const part of gunzip) {
    expanded += (part as Buffer).length;
    if (expanded > freelyExpanded + mostTimes * packed)
      throw new ImportError("import/too-large", `the file expands to more than ${mostTimes} times its size`);
    yield part as Buffer;
  }
}

/** Records shrink to a tenth, seldom to a fiftieth; a file made to fill somebody's disk or day to a thousandth. */
const mostTimes = 200;
const freelyExpanded = 64 * 1024 * 1024;

/** The same bytes, with at least `length` of them in the first piece if there are so many. */
async function* withHead(pieces: AsyncIterable<Buffer>, length: number): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const piece of pieces) {
    if (head === undefined) {
      yield piece;
      continue;
    }
    head = head.length === 0 ? piece : Buffer.concat([head, piece]);
    if (head.length < length) continue;
    yield head;
    head = undefined;
  }
  if (head !== undefined && head.length > 0) yield head;
}

async function* startingWith(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

function readError(cause: unknown): unknown {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code.startsWith("Z_")) {
    return new ImportError(
      "import/damaged-gzip",
      "the gzip file is damaged or cut short: copy it again from where it came",
      { cause },
    );
  }
  const trouble = unreadable[code];
  return trouble === undefined ? cause : new ImportError("import/unreadable-file", trouble, { cause });
}

const unreadable: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "you may not read this file",
  EPERM: "you may not read this file",
  EISDIR: "this is a folder: name the files in it",
};
