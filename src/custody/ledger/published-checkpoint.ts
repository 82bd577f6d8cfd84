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
  return {
    needsWitnesses,
    async load(keys) {
      const folder = join(directory, logFolder(keys));
      const bytes = await readPublicFile(folder, "checkpoint");
      const note = bytes?.toString("utf8");
      const signed = note === undefined ? undefined : trustedCheckpoint(note, logVerifiers(keys));
      return note === undefined || signed === undefined ? undefined : { ...signed, note, hashes: readTiles(folder) };
    },
  };
}
