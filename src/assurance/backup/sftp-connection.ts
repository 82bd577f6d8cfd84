import { readFile, stat } from "node:fs/promises";
import { type Socket, connect } from "node:net";
import { equalTexts, sha256 } from "../../foundation/crypto/index.ts";
import { BackupError } from "./backup-error.ts";

/** What of a channel for file transfer is used. */
export interface SftpChannel {
  open(path: string, flags: "r" | "wx", mode: number, done: Answer<Buffer>): void;
  close(handle: Buffer, done: Answer<void>): void;
  fstat(handle: Buffer, done: Answer<{ readonly size: number }>): void;
  read(handle: Buffer, into: Buffer, offset: number, length: number, position: number, done: Answer<number>): void;
  write(handle: Buffer, from: Buffer, offset: number, length: number, position: number, done: Answer<void>): void;
  lstat(path: string, done: Answer<unknown>): void;
  mkdir(path: string, attributes: { readonly mode: number }, done: Answer<void>): void;
  readdir(path: string, done: Answer<readonly SftpEntry[]>): void;
  unlink(path: string, done: Answer<void>): void;
  rmdir(path: string, done: Answer<void>): void;
  rename(from: string, to: string, done: Answer<void>): void;
  /** In place of what lies there. Throws where the other side doesn't offer it. */
  ext_openssh_rename(from: string, to: string, done: Answer<void>): void;
  /** Throws where the other side doesn't offer it. */
  ext_openssh_fsync(handle: Buffer, done: Answer<void>): void;
}

export interface SftpEntry {
  readonly filename: string;
  readonly attrs: { isDirectory(): boolean };
}

export type Answer<T> = (error: Error | undefined | null, value: T) => void;

export interface SftpSettings {
  readonly user: string;
  readonly host: string;
  readonly port: number;
  /** Absolute, over there. */
  readonly path: string;
  /** SHA-256 of the machine's public key, in base64 without padding. */
  readonly hostKey: string;
  /** Path of the private key that signs in. */
  readonly keyFile: string;
  /** How long an answer is waited for; a minute without it. */
  readonly patienceMilliseconds?: number | undefined;
}

interface Client {
  once(event: "ready", heard: () => void): void;
  on(event: "error" | "close", heard: (error?: Error) => void): void;
  connect(settings: Readonly<Record<string, unknown>>): void;
  sftp(done: Answer<SftpChannel>): void;
  end(): void;
}

export interface SftpConnection {
  /** Connects where there is no connection. Work is waited for by the process; a connection alone isn't.
   *  @throws BackupError `backup/wrong-host`, `backup/store-failed`; whatever `work` throws */
  use<T>(work: (channel: SftpChannel) => Promise<T>): Promise<T>;
  close(): void;
}

interface Connected {
  readonly channel: SftpChannel;
  readonly socket: Socket;
  /** Rejects when the connection ends: what is asked after that nobody answers. */
  readonly ended: Promise<never>;
  end(): void;
}

/** One connection at a time, made when it is needed, and again when it was lost. */
export function openSftpConnection(settings: SftpSettings): SftpConnection {
  let connecting: Promise<Connected> | undefined;
  let working = 0;

  async function connected(): Promise<Connected> {
    const made = (connecting ??= connectTo(settings, () => {
      if (connecting === made) connecting = undefined;
    }));
    try {
      return await made;
    } catch (error) {
      if (connecting === made) connecting = undefined;
      throw error;
    }
  }

  return {
    async use(work) {
      const { channel, socket, ended } = await connected();
      working += 1;
      socket.ref();
      try {
        return await Promise.race([work(channel), ended]);
      } finally {
        working -= 1;
        if (working === 0) socket.unref();
      }
    },
    close() {
      connecting?.then(
        ({ end }) => end(),
        () => undefined,
      );
      connecting = undefined;
    },
  };
}

async function connectTo(settings: SftpSettings, onEnd: () => void): Promise<Connected> {
  const { user, host, port, hostKey, patienceMilliseconds = 60_000 } = settings;
  const privateKey = await readPrivateKey(settings.keyFile);
  const failed = (why: string, cause?: unknown) =>
    new BackupError("backup/store-failed", `${nameOf(settings)}: ${why}`, { cause });
  // Loaded only here: nobody else needs it.
  const { Client } = (await import("ssh2")).default as { readonly Client: new () => Client };
  const client = new Client();
  // One asks, one answers: what is short must not wait for more.
  const socket = connect({ port, host, noDelay: true });
  let stranger: string | undefined;
  // Silence ends it: when something is waited for that is a failure, else nobody minds.
  socket.setTimeout(patienceMilliseconds, () => socket.destroy());
  const ended = new Promise<never>((_, reject) => {
    client.on("close", () => {
      onEnd();
      reject(new Error("the connection was closed"));
    });
  });
  ended.catch(() => undefined);
  try {
    const opening = new Promise<SftpChannel>((resolve, reject) => {
      client.on("error", reject);
      client.once("ready", () => client.sftp((error, opened) => (error ? reject(error) : resolve(opened))));
      client.connect({
        sock: socket,
        username: user,
        privateKey,
        readyTimeout: patienceMilliseconds,
        hostVerifier: (key: Buffer) => {
          const given = sha256(key).toString("base64").replace(/=$/, "");
          if (equalTexts(given, hostKey)) return true;
          stranger = given;
          return false;
        },
      });
    });
    const channel = await Promise.race([opening, ended]);
    return { channel, socket, ended, end: () => client.end() };
  } catch (cause) {
    socket.destroy();
    onEnd();
    if (stranger !== undefined)
      throw new BackupError(
        "backup/wrong-host",
        `${nameOf(settings)}: another machine answers, or its key was replaced: it shows SHA256:${stranger}, and not the key that the settings pin`,
        { cause },
      );
    const level = (cause as { readonly level?: unknown }).level;
    throw level === "client-authentication"
      ? failed("it doesn't let this key in", cause)
      : failed("it can't be reached, or doesn't offer SFTP", cause);
  }
}

async function readPrivateKey(path: string): Promise<Buffer> {
  try {
    if (((await stat(path)).mode & 0o077) !== 0)
      throw new BackupError("backup/store-failed", `others can read the key that signs in: run chmod 600 ${path}`);
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof BackupError) throw cause;
    throw new BackupError("backup/store-failed", `${path}, the key that signs in, can't be read`, { cause });
  }
}

/** "sftp://hill@vault.example:22/backup/hill" */
export function nameOf({ user, host, port, path }: SftpSettings): string {
  return `sftp://${user}@${host.includes(":") ? `[${host}]` : host}:${port}${path}`;
}
