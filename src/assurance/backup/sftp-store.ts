import { posix } from "node:path";
import { randomToken } from "../../foundation/crypto/index.ts";
import type { ArchiveStore } from "./archive-store.ts";
import { BackupError } from "./backup-error.ts";
import {
  type Answer,
  type SftpChannel,
  type SftpConnection,
  type SftpEntry,
  type SftpSettings,
  nameOf,
  openSftpConnection,
} from "./sftp-connection.ts";

const noSuchFile = 2;
const chunkBytes = 32 * 1024;
/** So many parts of a file are under way at a time: a far machine answers late, not slowly. */
const mostUnderWay = 32;
/** More than any file of an archive has. */
const mostBytes = 1024 * 1024 * 1024;

/** A folder of another machine, by SSH. It is made where it is missing, but what it lies in must be there. Durable as far as the other side
 *  offers to say so (OpenSSH does). */
export function openSftpStore(settings: SftpSettings): ArchiveStore {
  const connection = openSftpConnection(settings);
  const at = (path: string) => posix.join(settings.path, path);
  const work = <T>(doing: (channel: SftpChannel) => Promise<T>) => orFailed(settings, connection, doing);

  async function writeBeside(channel: SftpChannel, path: string, bytes: Buffer): Promise<string> {
    await makeFolder(channel, settings.path);
    if (posix.dirname(path) !== settings.path) await makeFolder(channel, posix.dirname(path));
    const temporary = `${path}.${randomToken(6)}.new`;
    try {
      await writeFile(channel, temporary, bytes);
    } catch (error) {
      // Half a file would keep a full disk full.
      await answered<void>((done) => channel.unlink(temporary, done)).catch(() => undefined);
      throw error;
    }
    return temporary;
  }

  return {
    name: nameOf(settings),
    read: (path) => work((channel) => orAbsent(readFile(channel, at(path)))),
    putOnce: (path, bytes) =>
      work(async (channel) => {
        if (await lies(channel, at(path))) return false;
        const temporary = await writeBeside(channel, at(path), bytes);
        try {
          // Where something lies there this fails, as SFTP has it.
          await answered<void>((done) => channel.rename(temporary, at(path), done));
          return true;
        } catch (error) {
          await answered<void>((done) => channel.unlink(temporary, done)).catch(() => undefined);
          if (await lies(channel, at(path))) return false;
          throw error;
        }
      }),
    replace: (path, bytes) =>
      work(async (channel) => {
        const temporary = await writeBeside(channel, at(path), bytes);
        await putInPlace(channel, temporary, at(path));
      }),
    folders: () =>
      work(async (channel) => {
        const entries = (await orAbsent(list(channel, settings.path))) ?? [];
        return entries.flatMap(({ filename, attrs }) => (attrs.isDirectory() ? [filename] : [])).sort();
      }),
    // The manifest goes first: whoever is killed leaves no archive that looks whole.
    remove: (folder) =>
      work(async (channel) => {
        const files = (await orAbsent(list(channel, at(folder)))) ?? [];
        const names = files.map(({ filename }) => filename);
        for (const name of ["manifest", ...names.filter((name) => name !== "manifest")])
          await orAbsent(answered<void>((done) => channel.unlink(at(`${folder}/${name}`), done)));
        await orAbsent(answered<void>((done) => channel.rmdir(at(folder), done)));
      }),
    close: connection.close,
  };
}

function answered<T>(ask: (done: Answer<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    ask((error, value) => (error ? reject(error) : resolve(value)));
  });
}

const codeOf = (error: unknown) => (error as { readonly code?: unknown }).code;

async function orAbsent<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (codeOf(error) === noSuchFile) return undefined;
    throw error;
  }
}

async function lies(channel: SftpChannel, path: string): Promise<boolean> {
  const found = await orAbsent(answered<unknown>((done) => channel.lstat(path, done)).then(() => true));
  return found === true;
}

async function list(channel: SftpChannel, path: string): Promise<readonly SftpEntry[]> {
  const entries = await answered<readonly SftpEntry[]>((done) => channel.readdir(path, done));
  return entries.filter(({ filename }) => filename !== "." && filename !== "..");
}

async function makeFolder(channel: SftpChannel, path: string): Promise<void> {
  if (await lies(channel, path)) return;
  await answered<void>((done) => channel.mkdir(path, { mode: 0o700 }, done));
}

/** In one step where the other side offers that (OpenSSH does); else nothing lies there for a moment. */
async function putInPlace(channel: SftpChannel, from: string, to: string): Promise<void> {
  if (await offered((done) => channel.ext_openssh_rename(from, to, done))) return;
  await orAbsent(answered<void>((done) => channel.unlink(to, done)));
  await answered<void>((done) => channel.rename(from, to, done));
}

/** @returns false where the other side doesn't offer it */
async function offered(ask: (done: Answer<void>) => void): Promise<boolean> {
  let isOffered = true;
  await answered<void>((done) => {
    try {
      ask(done);
    } catch {
      isOffered = false;
      done(undefined, undefined);
    }
  });
  return isOffered;
}

async function withFile<T>(
  channel: SftpChannel,
  path: string,
  flags: "r" | "wx",
  work: (handle: Buffer) => Promise<T>,
): Promise<T> {
  const handle = await answered<Buffer>((done) => channel.open(path, flags, 0o600, done));
  let result: T;
  try {
    result = await work(handle);
  } catch (error) {
    await answered<void>((done) => channel.close(handle, done)).catch(() => undefined);
    throw error;
  }
  await answered<void>((done) => channel.close(handle, done));
  return result;
}

function writeFile(channel: SftpChannel, path: string, bytes: Buffer): Promise<void> {
  return withFile(channel, path, "wx", async (handle) => {
    await inParts(bytes.length, (from, length) =>
      answered<void>((done) => channel.write(handle, bytes, from, length, from, done)),
    );
    await offered((done) => channel.ext_openssh_fsync(handle, done));
  });
}

function readFile(channel: SftpChannel, path: string): Promise<Buffer> {
  return withFile(channel, path, "r", async (handle) => {
    const { size } = await answered<{ readonly size: number }>((done) => channel.fstat(handle, done));
    if (size > mostBytes) throw new Error("this is longer than anything that was put");
    const bytes = Buffer.alloc(size);
    await inParts(size, async (from, length) => {
      for (let read = 0; read < length; ) {
        const more = await answered<number>((done) =>
          channel.read(handle, bytes, from + read, length - read, from + read, done),
        );
        if (more === 0) throw new Error("the file ended before its length");
        read += more;
      }
    });
    return bytes;
  });
}

async function inParts(length: number, one: (from: number, length: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < length) {
      const from = next;
      next += chunkBytes;
      await one(from, Math.min(chunkBytes, length - from));
    }
  };
  await Promise.all(Array.from({ length: Math.min(mostUnderWay, Math.ceil(length / chunkBytes)) }, worker));
}

async function orFailed<T>(
  settings: SftpSettings,
  connection: SftpConnection,
  work: (channel: SftpChannel) => Promise<T>,
): Promise<T> {
  try {
    return await connection.use(work);
  } catch (cause) {
    if (cause instanceof BackupError) throw cause;
    const isAnswer = typeof codeOf(cause) === "number";
    const why = isAnswer
      ? `the other side refuses (${cause instanceof Error ? cause.message : "unknown"}): is there room, and whose is the folder?`
      : "the connection was lost, or nothing is answered";
    throw new BackupError("backup/store-failed", `${nameOf(settings)}: ${why}`, { cause });
  }
}
