import { join } from "node:path";
import { generateSigningKey, publicKeyOf } from "../../../foundation/crypto/index.ts";
import { logFolder, logSigner } from "../log-identity.ts";
import { leafHash, rootOf } from "../merkle/index.ts";
import type { LogToMirror, MirrorStore } from "../mirror/index.ts";
import { appendTiles, encodeBundle, openTileDirectory, readTiles } from "../tiles/index.ts";
import { trustedCheckpoint } from "../trusted-checkpoint.ts";
import { formatCheckpoint, formatVerifierKey, signNote } from "../verify/index.ts";

/** A log's public files in a directory, without a database. */
export async function aPublishedLog(parent: string) {
  const signing = generateSigningKey();
  const signers = [publicKeyOf(signing)];
  const signer = logSigner({ signing, signers });
  const folder = logFolder({ signers });
  const directory = await openTileDirectory(join(parent, folder));
  const entries = Array.from({ length: 1_500 }, (_, n) => Buffer.from(`sealed ${n}`));
  const leaves = entries.map((entry) => leafHash(entry));
  const treeOf = (size: number) => ({ size, rootHash: rootOf(leaves.slice(0, size)) });
  const noteOf = (tree: { readonly size: number; readonly rootHash: Buffer }) =>
    signNote(formatCheckpoint({ origin: signer.verifier.name, ...tree }), signer);
  const bundle = async ({ tile, width }: { readonly tile: number; readonly width: number }) =>
    encodeBundle(entries.slice(tile * 256, tile * 256 + width));
  let size = 0;
  return {
    folder,
    signers,
    key: formatVerifierKey(signer.verifier),
    directory,
    treeOf,
    noteOf,
    bundle,
    /** Grows it, and shows that. */
    async publish(next: number): Promise<void> {
      await appendTiles(directory, {
        standing: treeOf(size),
        next: treeOf(next),
        leaves: async (first, end) => leaves.slice(first, end),
      });
      size = next;
      await directory.writePolicy("quorum none\n");
      await directory.writeNote("checkpoint", noteOf(treeOf(next)));
    },
    toMirror: (keeps: Partial<LogToMirror> = {}): LogToMirror => ({
      folder,
      checkpoint: { origin: signer.verifier.name, ...treeOf(size) },
      note: noteOf(treeOf(size)),
      policy: "quorum none\n",
      pruned: undefined,
      hashes: readTiles(directory.path),
      bundle: undefined,
      open: (note) => trustedCheckpoint(note, [signer.verifier]),
      ...keeps,
    }),
  };
}

/** Keeps what it is given, in memory. Tests may reach into it, as who holds the bucket may. */
export function memoryStore() {
  const objects = new Map<string, Buffer[]>();
  const asked: string[] = [];
  const trouble: { error?: Error | undefined } = {};
  const ask = (what: string) => {
    if (trouble.error !== undefined) throw trouble.error;
    asked.push(what);
  };
  const store: MirrorStore = {
    name: "s3://ledgers/hill",
    async read(path) {
      ask(`read ${path}`);
      return objects.get(path)?.at(-1);
    },
    async putOnce(path, bytes) {
      ask(`put ${path}`);
      if (objects.has(path)) return false;
      objects.set(path, [bytes]);
      return true;
    },
    async putVersion(path, bytes) {
      ask(`put ${path}`);
      objects.set(path, [...(objects.get(path) ?? []), bytes]);
    },
    close: () => undefined,
  };
  return { store, objects, asked, trouble };
}
