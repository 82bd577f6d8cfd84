import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open as openFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { importAeadKey, open, randomBytes32, randomToken, seal } from "../../foundation/crypto/index.ts";
import { ImportError } from "./import-error.ts";
import type { ImportSource } from "./import-source.ts";

/** A file that was received and waits to be imported. */
export interface Spooled {
  readonly source: ImportSource;
  readonly bytes: number;
  /** Safe to call twice. */
  remove(): Promise<void>;
}

export interface Spool {
  /** @throws ImportError `import/too-large` beyond `mostBytes`; what the bytes throw. Nothing stays on the disk then. */
  receive(name: string, bytes: AsyncIterable<Buffer>, mostBytes: number): Promise<Spooled>;
}

const frameBytes = 64 * 1024;
const lengthBytes = 4;

/** Keeps received files on the disk, sealed under a key that only this process has: what a crash leaves behind, nobody can
 *  read. Removes what an earlier process left. */
export async function openSpool(directory: string): Promise<Spool> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  for (const name of await readdir(directory))
    if (name.endsWith(ending)) await rm(join(directory, name), { force: true });
  const bytesOfKey = randomBytes32();
  const key = importAeadKey(bytesOfKey);
  bytesOfKey.fill(0);

  return {
    async receive(name, bytes, mostBytes) {
      const path = join(directory, `${randomToken(12)}${ending}`);
      const remove = () => rm(path, { force: true });
      const file = await openFile(path, "wx", 0o600);
      let received = 0;
      try {
        const write = frameWriter(file, (frame, number) => seal(key, frame, placeOf(path, number)));
        for await (const piece of bytes) {
          received += piece.length;
          if (received > mostBytes) {
            throw new ImportError(
              "import/too-large",
              `the file is larger than ${mostBytes / 1024 / 1024} MiB: import it on the server, with "wardbook import"`,
            );
          }
          await write.add(piece);
        }
        await write.end();
      } catch (error) {
        await file.close();
        await remove();
        throw error;
      }
      await file.close();
      const opened = (sealed: Buffer, number: number) => open(key, sealed, placeOf(path, number));
      return { bytes: received, remove, source: { name, open: () => readFrames(path, opened) } };
    },
  };
}

const ending = ".spooled";

function placeOf(path: string, number: number): Buffer {
  return Buffer.from(`import-spool|${path}|${number}`);
}

function frameWriter(file: FileHandle, sealed: (frame: Buffer, number: number) => Buffer) {
  let parts: Buffer[] = [];
  let length = 0;
  let number = 0;
  async function flush(): Promise<void> {
    const frame = sealed(Buffer.concat(parts), number);
    number += 1;
    parts = [];
    length = 0;
    const head = Buffer.alloc(lengthBytes);
    head.writeUInt32BE(frame.length);
    await file.writeFile(Buffer.concat([head, frame]));
  }
  return {
    async add(piece: Buffer): Promise<void> {
      parts.push(piece);
      length += piece.length;
      if (length >= frameBytes) await flush();
    },
    async end(): Promise<void> {
      if (length > 0) await flush();
    },
  };
}

async function* readFrames(path: string, opened: (sealed: Buffer, number: number) => Buffer): AsyncGenerator<Buffer> {
  let waiting: Buffer = Buffer.alloc(0);
  let number = 0;
  for await (const piece of createReadStream(path)) {
    waiting = waiting.length === 0 ? (piece as Buffer) : Buffer.concat([waiting, piece as Buffer]);
    while (waiting.length >= lengthBytes && waiting.length >= lengthBytes + waiting.readUInt32BE(0)) {
      const end = lengthBytes + waiting.readUInt32BE(0);
      yield opened(waiting.subarray(lengthBytes, end), number);
      number += 1;
      waiting = waiting.subarray(end);
    }
  }
  if (waiting.length > 0)
    throw new ImportError("import/damaged-spool", "the received file was cut short on the disk: send it again");
}
