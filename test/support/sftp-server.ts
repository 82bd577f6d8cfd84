import { createHash } from "node:crypto";
import type { AddressInfo } from "node:net";
import ssh2 from "ssh2";

// A server of SSH's file transfer on this machine, which keeps what it is given in memory. It offers no extension, as the plainest don't.

export interface SftpServer {
  readonly port: number;
  /** SHA-256 of its public key, in base64 without padding. */
  readonly hostKey: string;
  /** The private key that it lets in. */
  readonly key: string;
  /** By absolute path. */
  readonly files: Map<string, Buffer>;
  readonly folders: Set<string>;
  /** Connections so far. */
  readonly connections: number;
  /** After so many bytes more that are written, the connection is cut. */
  cutAfter: number;
  /** No room for a byte. */
  isFull: boolean;
  close(): Promise<void>;
}

interface PublicKey {
  getPublicSSH(): Buffer;
  verify(data: Buffer, signature: Buffer): boolean;
}
interface Attempt {
  readonly method: string;
  readonly key?: { readonly data: Buffer };
  readonly blob?: Buffer;
  readonly signature?: Buffer;
  accept(): void;
  reject(methods: readonly string[]): void;
}
interface Heard<Events> {
  on<Event extends keyof Events>(event: Event, heard: Events[Event]): this;
}
interface Attributes {
  readonly mode: number;
  readonly size: number;
}
interface Transfer
  extends Heard<{
    OPEN(id: number, path: string, flags: number): void;
    READ(id: number, handle: Buffer, offset: number, length: number): void;
    WRITE(id: number, handle: Buffer, offset: number, bytes: Buffer): void;
    FSTAT(id: number, handle: Buffer): void;
    CLOSE(id: number, handle: Buffer): void;
    LSTAT(id: number, path: string): void;
    OPENDIR(id: number, path: string): void;
    READDIR(id: number, handle: Buffer): void;
    MKDIR(id: number, path: string): void;
    RMDIR(id: number, path: string): void;
    REMOVE(id: number, path: string): void;
    RENAME(id: number, from: string, to: string): void;
  }> {
  handle(id: number, handle: Buffer): void;
  status(id: number, code: number): void;
  data(id: number, bytes: Buffer): void;
  attrs(id: number, attributes: Attributes): void;
  name(id: number, names: readonly { filename: string; longname: string; attrs: Attributes }[]): void;
}
interface Session extends Heard<{ sftp(accept: () => Transfer): void }> {}
interface Guest
  extends Heard<{
    authentication(attempt: Attempt): void;
    ready(): void;
    session(accept: () => Session): void;
    error(): void;
  }> {
  setNoDelay(noDelay: boolean): void;
  readonly _sock: { destroy(): void };
}
interface Listening extends Heard<{ error(): void }> {
  listen(port: number, host: string, done: () => void): void;
  address(): AddressInfo;
  close(done: () => void): void;
}
const { Server, utils } = ssh2 as {
  readonly Server: new (options: { readonly hostKeys: readonly string[] }, met: (guest: Guest) => void) => Listening;
  readonly utils: {
    generateKeyPairSync(kind: "ed25519"): { readonly private: string; readonly public: string };
    parseKey(text: string): PublicKey;
  };
};

const [ok, endOfFile, noSuchFile, failure] = [0, 1, 2, 4] as const;
const creates = 0x08;
const attributesOf = (bytes: Buffer | undefined): Attributes =>
  bytes === undefined ? { mode: 0o040700, size: 0 } : { mode: 0o100600, size: bytes.length };
const parentOf = (path: string) => path.slice(0, path.lastIndexOf("/"));

/** @param folders those that are there at first */
export async function startSftpServer(folders: readonly string[]): Promise<SftpServer> {
  const host = utils.generateKeyPairSync("ed25519");
  const guest = utils.generateKeyPairSync("ed25519");
  const allowed = utils.parseKey(guest.public);
  const state = { cutAfter: Number.POSITIVE_INFINITY, isFull: false, connections: 0 };
  const files = new Map<string, Buffer>();
  const known = new Set(folders);
  const guests = new Set<Guest>();

  function serve(transfer: Transfer, cut: () => void): void {
    const opened = new Map<string, { readonly path: string; listed: boolean }>();
    const open = (path: string) => {
      const name = String(opened.size + 1);
      opened.set(name, { path, listed: false });
      return Buffer.from(name);
    };
    const of = (handle: Buffer) => opened.get(String(handle)) ?? { path: "", listed: true };
    const children = (path: string) =>
      [...files.keys(), ...known].filter((name) => parentOf(name) === path).map((name) => name.slice(path.length + 1));
    transfer
      .on("OPEN", (id, path, flags) => {
        if ((flags & creates) !== 0) {
          if (!known.has(parentOf(path))) return transfer.status(id, noSuchFile);
          if (files.has(path)) return transfer.status(id, failure);
          files.set(path, Buffer.alloc(0));
        }
        if (!files.has(path)) return transfer.status(id, noSuchFile);
        transfer.handle(id, open(path));
      })
      .on("READ", (id, handle, offset, length) => {
        const part = files.get(of(handle).path)?.subarray(offset, offset + length) ?? Buffer.alloc(0);
        if (part.length === 0) transfer.status(id, endOfFile);
        else transfer.data(id, part);
      })
      .on("WRITE", (id, handle, offset, bytes) => {
        if (state.isFull) return transfer.status(id, failure);
        state.cutAfter -= bytes.length;
        if (state.cutAfter < 0) return cut();
        const { path } = of(handle);
        const before = files.get(path) ?? Buffer.alloc(0);
        const after = Buffer.alloc(Math.max(before.length, offset + bytes.length));
        before.copy(after);
        bytes.copy(after, offset);
        files.set(path, after);
        transfer.status(id, ok);
      })
      .on("FSTAT", (id, handle) => transfer.attrs(id, attributesOf(files.get(of(handle).path))))
      .on("CLOSE", (id) => transfer.status(id, ok))
      .on("LSTAT", (id, path) => {
        if (files.has(path) || known.has(path)) transfer.attrs(id, attributesOf(files.get(path)));
        else transfer.status(id, noSuchFile);
      })
      .on("OPENDIR", (id, path) =>
        known.has(path) ? transfer.handle(id, open(path)) : transfer.status(id, noSuchFile),
      )
      .on("READDIR", (id, handle) => {
        const folder = of(handle);
        if (folder.listed) return transfer.status(id, endOfFile);
        folder.listed = true;
        const named = (filename: string) => {
          const attrs = attributesOf(files.get(`${folder.path}/${filename}`));
          return { filename, longname: filename, attrs };
        };
        transfer.name(id, [".", "..", ...children(folder.path)].map(named));
      })
      .on("MKDIR", (id, path) => {
        if (known.has(path)) return transfer.status(id, failure);
        if (!known.has(parentOf(path))) return transfer.status(id, noSuchFile);
        known.add(path);
        transfer.status(id, ok);
      })
      .on("RMDIR", (id, path) => {
        if (!known.has(path)) return transfer.status(id, noSuchFile);
        if (children(path).length > 0) return transfer.status(id, failure);
        known.delete(path);
        transfer.status(id, ok);
      })
      .on("REMOVE", (id, path) => transfer.status(id, files.delete(path) ? ok : noSuchFile))
      .on("RENAME", (id, from, to) => {
        const bytes = files.get(from);
        if (bytes === undefined) return transfer.status(id, noSuchFile);
        if (files.has(to)) return transfer.status(id, failure);
        files.delete(from);
        files.set(to, bytes);
        transfer.status(id, ok);
      });
  }

  const server = new Server({ hostKeys: [host.private] }, (met) => {
    state.connections += 1;
    guests.add(met);
    met.setNoDelay(true);
    met
      .on("error", () => undefined)
      .on("authentication", (attempt) => {
        const { method, key, blob, signature } = attempt;
        const isAllowed = method === "publickey" && key?.data.equals(allowed.getPublicSSH()) === true;
        const hasSigned = signature === undefined || (blob !== undefined && allowed.verify(blob, signature));
        if (isAllowed && hasSigned) attempt.accept();
        else attempt.reject(["publickey"]);
      })
      .on("session", (accept) => {
        accept().on("sftp", (begin) => serve(begin(), () => met._sock.destroy()));
      });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const print = createHash("sha256").update(utils.parseKey(host.public).getPublicSSH()).digest("base64");
  return Object.assign(state, {
    port: server.address().port,
    hostKey: print.replace(/=$/, ""),
    key: guest.private,
    files,
    folders: known,
    close() {
      for (const met of guests) met._sock.destroy();
      return new Promise<void>((resolve) => server.close(resolve));
    },
  });
}
