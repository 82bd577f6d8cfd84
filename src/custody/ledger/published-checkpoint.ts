import { join } from "node:path";
import type { TenantKeys } from "../keyring/index.ts";
import { logFolder, logVerifiers } from "./log-identity.ts";
import type { HashReader } from "./merkle/index.ts";
import { readPublicFile } from "./public-files.ts";
import { readTiles } from "./tiles/index.ts";
import { trustedCheckpoint } from "./trusted-checkpoint.ts";

/** The checkpoint that everybody is shown, with the cosignatures that proofs shall carry. */
export interface PublishedCheckpoints {
  /** Whether only these checkpoints may be handed out, because witnesses are needed. */
  readonly needsWitnesses: boolean;
  load(keys: TenantKeys): Promise<PublishedCheckpoint | undefined>;
}

export interface PublishedCheckpoint {
  readonly size: number;
  readonly rootHash: Buffer;
  readonly note: string;
  /** The tree that it signs, as everybody may read it. */
  readonly hashes: HashReader;
}

export function publishedCheckpoints(directory: string, needsWitnesses: boolean): PublishedCheckpoints {
  // Many proofs are made under one checkpoint: its signature is checked once.
  const known = new Map<string, PublishedCheckpoint>();
  return {
    needsWitnesses,
    async load(keys) {
      const folder = join(directory, logFolder(keys));
      const bytes = await readPublicFile(folder, "checkpoint");
      const note = bytes?.toString("utf8");
      const last = known.get(folder);
      if (note === undefined || last?.note === note) return note === undefined ? undefined : last;
      const signed = trustedCheckpoint(note, logVerifiers(keys));
      if (signed === undefined) return undefined;
      const published = { ...signed, note, hashes: readTiles(folder) };
      known.set(folder, published);
      return published;
    },
  };
}
