import { constants, fdatasyncSync, writeSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { sha256 } from "../../foundation/crypto/index.ts";
import type { Clock } from "../../foundation/kernel/index.ts";
import { flushPace } from "./flush-pace.ts";
import { readInt8, writeInt8 } from "./int8.ts";

// A file of fixed size that is written from its start again and again, so that a write changes no metadata and one flush is enough.
// It holds the records of one page; what follows them is of an earlier page, or nothing.
//   record: length of the content, uint32 | page, int8 | place on the page, uint32 | first 16 bytes of the record's SHA-256
//   | content. Integers are big-endian.
const headerLength = 16;
const digestLength = 16;

// Bytes that a record takes beyond its content.
const recordOverhead = headerLength + digestLength;

export interface DaybookFile {
  /** Bytes that still fit on the page. */
  room(): number;
  /** Resolves when the record is on the disk. One call at a time. A record that failed leaves no trace. On a quick disk the process
   *  waits for it. */
  append(content: Buffer): Promise<void>;
  /** Begins another page over the old one, whose records are lost by that. @param page a number no page had before */
  restart(page: number): void;
  /** Leaves no page: what it held has been posted. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

// Where the system has it: one call that writes and flushes.
const flushing: number = constants.O_DSYNC ?? 0;

/** Makes the file where there is none; what an earlier process left in it stays. @param bytes its size */
export async function openDaybookFile(path: string, bytes: number, now: Clock): Promise<DaybookFile> {
  const making = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    const { size } = await making.stat();
    if (size < bytes) await making.write(Buffer.alloc(bytes - size), 0, bytes - size, size);
    await making.sync();
  } finally {
    await making.close();
  }
  const file = await open(path, constants.O_RDWR | flushing);
  let page = 0;
  let end = bytes;
  let place = 0;

  const pace = flushPace(now);

  async function written(record: Buffer): Promise<number> {
    if (pace.isQuick()) {
      const bytesWritten = writeSync(file.fd, record, 0, record.length, end);
      if (flushing === 0) fdatasyncSync(file.fd);
      return bytesWritten;
    }
    const { bytesWritten } = await file.write(record, 0, record.length, end);
    if (flushing === 0) await file.datasync();
    return bytesWritten;
  }

  async function write(record: Buffer): Promise<void> {
    const began = now();
    if ((await written(record)) !== record.length) throw new Error("a record of the daybook was not written whole");
    pace.tookSince(began);
  }

  return {
    room: () => bytes - end - recordOverhead,
    async append(content) {
      const record = Buffer.allocUnsafe(recordOverhead + content.length);
      record.writeUInt32BE(content.length, 0);
      writeInt8(record, 4, page);
      record.writeUInt32BE(place, 12);
      record.set(content, recordOverhead);
      sign(record);
      await write(record);
      end += record.length;
      place += 1;
    },
    restart(number) {
      page = number;
      end = 0;
      place = 0;
    },
    async clear() {
      end = 0;
      await write(Buffer.alloc(recordOverhead));
      end = bytes;
    },
    close: () => file.close(),
  };
}

// The digest is of the record with zeros in the digest's place, so that nothing is copied.
function sign(record: Buffer): void {
  record.fill(0, headerLength, recordOverhead);
  record.set(sha256(record).subarray(0, digestLength), headerLength);
}

function isWhole(record: Buffer): boolean {
  const again = Buffer.from(record);
  sign(again);
  return again.equals(record);
}

/** The page that a file holds: its records up to the first that isn't whole, which nobody was told of.
 *  @returns undefined where there is no file, or no page in it */
export async function readDaybookPage(
  path: string,
): Promise<{ readonly page: number; readonly contents: readonly Buffer[] } | undefined> {
  try {
    return pageIn(await readFile(path));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function pageIn(bytes: Buffer): { readonly page: number; readonly contents: readonly Buffer[] } | undefined {
  const contents: Buffer[] = [];
  let page: number | undefined;
  for (let at = 0; at + recordOverhead <= bytes.length; ) {
    const end = at + recordOverhead + bytes.readUInt32BE(at);
    if (end > bytes.length) break;
    const record = bytes.subarray(at, end);
    const of = readInt8(record, 4);
    if (of !== (page ?? of) || record.readUInt32BE(12) !== contents.length) break;
    if (!isWhole(record)) break;
    page = of;
    contents.push(record.subarray(recordOverhead));
    at = end;
  }
  return page === undefined ? undefined : { page, contents };
}
