import { equalBytes } from "../../../foundation/crypto/index.ts";
import { type HashReader, formatTilePath, readRoot, tileWidth, tilesAtLevel } from "../merkle/index.ts";
import { asShownAt, formatBundlePath } from "../tiles/index.ts";
import type { Checkpoint } from "../verify/index.ts";
import { MirrorConflict } from "./mirror-error.ts";
import type { MirrorStore } from "./mirror-store.ts";

/** A log as everybody is shown it. */
export interface LogToMirror {
  /** What it is called in paths. */
  readonly folder: string;
  readonly checkpoint: Checkpoint;
  /** The checkpoint with all its signatures. */
  readonly note: string;
  readonly policy: string | undefined;
  /** Says what isn't kept any more. */
  readonly pruned: string | undefined;
  readonly hashes: HashReader;
  /** Where the mirror keeps entries too. Undefined is what it answers for those that were pruned. */
  readonly bundle:
    | ((name: { readonly tile: number; readonly width: number }) => Promise<Buffer | undefined>)
    | undefined;
  /** What a note says, if this log signed it. */
  readonly open: (note: string) => Checkpoint | undefined;
}

export interface Mirrored {
  /** Entries that the mirror counted before. */
  readonly found: number;
  /** Entries that it counts now. */
  readonly size: number;
}

const mostLevels = 8;
const mostAtOnce = 8;

interface Part {
  readonly path: string;
  readonly bytes: () => Promise<Buffer | undefined>;
}

/** Brings a mirror up to what is published. Its checkpoint is put last, so whatever it counts is there, and whoever is killed goes on
 *  from it. What lies there must be what was published; what goes beyond it must go on from it.
 *  @param looksBack whether the right edge of what lies there is compared too
 *  @throws MirrorConflict, MirrorTrouble; ProofError when tiles are missing here */
export async function mirrorLog(store: MirrorStore, given: LogToMirror, looksBack: boolean): Promise<Mirrored> {
  const log = { ...given, hashes: asShownAt(given.hashes, given.checkpoint.size) };
  const { folder, checkpoint, note } = log;
  const at = (path: string) => `${folder}/${path}`;
  const lies = (await store.read(at("checkpoint")))?.toString("utf8");
  const found = await sizeOf(lies, log);
  if (looksBack) await putAll(store, folder, edgeOf(log, found));
  await putAll(store, folder, partsBetween(log, found));
  for (const name of ["policy", "pruned"] as const) {
    const text = log[name];
    if (text !== undefined && (await store.read(at(name)))?.toString("utf8") !== text)
      await store.putVersion(at(name), Buffer.from(text));
  }
  if (lies !== note) await store.putVersion(at("checkpoint"), Buffer.from(note));
  return { found, size: checkpoint.size };
}

/** How far the mirror goes, if it goes the same way. */
async function sizeOf(lies: string | undefined, { open, checkpoint, hashes }: LogToMirror): Promise<number> {
  if (lies === undefined) return 0;
  const theirs = open(lies);
  if (theirs === undefined) throw differs("the mirror's checkpoint isn't signed by this ledger");
  if (theirs.size > checkpoint.size)
    throw new MirrorConflict(
      "ledger/mirror-saw-more",
      `the mirror counts ${theirs.size} entries, more than were published when it was asked: entries are gone`,
    );
  const root = theirs.size === checkpoint.size ? checkpoint.rootHash : await readRoot(hashes, theirs.size);
  if (!equalBytes(root, theirs.rootHash))
    throw differs(`the ${theirs.size} entries that the mirror counts are not the first that are published`);
  return theirs.size;
}

/** The partial tiles and bundle with which the mirror ends. */
function* edgeOf(log: LogToMirror, size: number): Generator<Part> {
  for (let level = 0; level < mostLevels; level += 1) {
    const { full, partialWidth } = tilesAtLevel(level, size);
    if (partialWidth > 0) yield* partsOf(log, level, full, partialWidth);
  }
}

/** What a log of the checkpoint's size has, and one of `size` entries hadn't. */
function* partsBetween(log: LogToMirror, size: number): Generator<Part> {
  if (log.checkpoint.size === size) return;
  for (let level = 0; level < mostLevels; level += 1) {
    const before = tilesAtLevel(level, size);
    const { full, partialWidth } = tilesAtLevel(level, log.checkpoint.size);
    for (let tile = before.full; tile < full; tile += 1) yield* partsOf(log, level, tile, tileWidth);
    const isNew = before.full !== full || before.partialWidth !== partialWidth;
    if (partialWidth > 0 && isNew) yield* partsOf(log, level, full, partialWidth);
  }
}

function* partsOf({ hashes, bundle }: LogToMirror, level: number, tile: number, width: number): Generator<Part> {
  yield {
    path: formatTilePath({ level, tile, width }),
    bytes: async () => Buffer.concat(await hashes.readHashes(level, tile * tileWidth, width)),
  };
  if (level === 0 && bundle !== undefined)
    yield { path: formatBundlePath({ tile, width }), bytes: () => bundle({ tile, width }) };
}

async function putAll(store: MirrorStore, folder: string, parts: Generator<Part>): Promise<void> {
  const putInTurn = async () => {
    for (const part of parts) {
      const path = `${folder}/${part.path}`;
      const bytes = await part.bytes();
      if (bytes === undefined || (await store.putOnce(path, bytes))) continue;
      const lies = await store.read(path);
      if (lies === undefined || !equalBytes(lies, bytes))
        throw differs(`what lies at ${path} in the mirror is not what was published`);
    }
  };
  // Each takes the next one; leaving the loop by an error ends it for all.
  const results = await Promise.allSettled(Array.from({ length: mostAtOnce }, putInTurn));
  const failed = results.find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

function differs(message: string): MirrorConflict {
  return new MirrorConflict("ledger/mirror-differs", message);
}
