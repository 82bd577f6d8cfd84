import { access, mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type HashReader, ProofError, type TileName, formatTilePath, hashLength, tileWidth } from "../merkle/index.ts";
import { readIfThere, replaceFile, syncDirectory, writeOnce } from "./write-once.ts";

/** "checkpoint" is what everybody is shown; "standing" is how far the tiles go where that is further; "pruned" says which entries aren't
 *  kept any more. */
export type NoteName = "checkpoint" | "standing" | "pruned";

/** One log's files: `checkpoint`, `policy`, `pruned`, `tile/<level>/<tile>`, and `tile/entries/<tile>` where entries are kept too. */
export interface TileDirectory {
  readonly path: string;
  /** The tree's hashes as the files have them. */
  readonly hashes: HashReader;
  readNote(name: NoteName): Promise<string | undefined>;
  writeNote(name: NoteName, note: string): Promise<void>;
  dropStanding(): Promise<void>;
  /** Of a pruning that was withdrawn before anything went. */
  dropPruned(): Promise<void>;
  /** Whom to believe, as C2SP tlog-policy has it: for people who come by, not for us. */
  writePolicy(text: string): Promise<void>;
  /** Never changes what is there. @throws TileError `ledger/tile-differs` */
  writeTiles(tiles: readonly { readonly path: string; readonly bytes: Buffer }[]): Promise<void>;
  read(path: string): Promise<Buffer | undefined>;
  has(path: string): Promise<boolean>;
  /** Takes away partial tiles whose full one is there. */
  dropPartials(full: readonly Pick<TileName, "level" | "tile">[]): Promise<void>;
}

const scratchName = ".new";
const mostAtOnce = 4;

/** Makes the directory where there is none, and clears what a killed process left half written. */
export async function openTileDirectory(path: string): Promise<TileDirectory> {
  const scratch = join(path, scratchName);
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  const at = (name: string) => join(path, ...name.split("/"));
  const read = (name: string) => readIfThere(at(name));
  const note = async (name: string) => (await read(name))?.toString("utf8");
  return {
    path,
    hashes: tileHashReader(read),
    readNote: note,
    writeNote: (name, text) => replaceFile(scratch, at(name), text),
    dropStanding: () => rm(at("standing"), { force: true }),
    dropPruned: () => rm(at("pruned"), { force: true }),
    async writePolicy(text) {
      if ((await note("policy")) !== text) await replaceFile(scratch, at("policy"), text);
    },
    async writeTiles(tiles) {
      for (let first = 0; first < tiles.length; first += mostAtOnce) {
        const together = tiles.slice(first, first + mostAtOnce);
        await Promise.all(together.map((tile) => writeOnce(scratch, at(tile.path), tile.bytes)));
      }
      for (const folder of new Set(tiles.map((tile) => dirname(at(tile.path))))) await syncDirectory(folder);
    },
    read,
    has: (name) =>
      access(at(name)).then(
        () => true,
        () => false,
      ),
    async dropPartials(full) {
      for (const tile of full)
        await rm(`${at(formatTilePath({ ...tile, width: tileWidth }))}.p`, { recursive: true, force: true });
    },
  };
}

/** The tree's hashes as a directory's files have them, for whoever only reads. */
export function readTiles(path: string): HashReader {
  return tileHashReader((name) => readIfThere(join(path, ...name.split("/"))));
}

/** Hashes of the tiles with which a tree of this size is shown: a narrower partial tile may have gone, or never have been here. */
export function asShownAt(hashes: HashReader, size: number): HashReader {
  return {
    async readHashes(level, first, count) {
      const width = Math.min(tileWidth, Math.floor(size / tileWidth ** level) - first);
      return (await hashes.readHashes(level, first, Math.max(width, count))).slice(0, count);
    },
  };
}

function tileHashReader(read: (path: string) => Promise<Buffer | undefined>): HashReader {
  return {
    async readHashes(level, firstIndex, count) {
      const tile = Math.floor(firstIndex / tileWidth);
      const partial = count === tileWidth ? undefined : await read(formatTilePath({ level, tile, width: count }));
      const bytes = partial ?? (await read(formatTilePath({ level, tile, width: tileWidth })));
      if (bytes === undefined || bytes.length < count * hashLength || bytes.length % hashLength !== 0)
        throw new ProofError("ledger/tile-incomplete", "a published tile is gone, or cut short");
      return Array.from({ length: count }, (_, at) => bytes.subarray(at * hashLength, (at + 1) * hashLength));
    },
  };
}
