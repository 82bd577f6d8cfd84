import { join } from "node:path";
import type { TenantKeys } from "../keyring/index.ts";
import { logFolder, logSigner } from "./log-identity.ts";
import { readPublicFile } from "./public-files.ts";
import { trustedCheckpoint } from "./trusted-checkpoint.ts";

/** The checkpoint that everybody is shown, with the cosignatures that proofs shall carry. */
export interface PublishedCheckpoints {
  /** Whether only these checkpoints may be handed out, because witnesses are needed. */
  readonly needsWitnesses: boolean;
  load(keys: TenantKeys): Promise<{ readonly size: number; readonly note: string } | undefined>;
}

export function publishedCheckpoints(directory: string, needsWitnesses: boolean): PublishedCheckpoints {
  return {
    needsWitnesses,
    async load(keys) {
      const bytes = await readPublicFile(join(directory, logFolder(keys.signing)), "checkpoint");
      const note = bytes?.toString("utf8");
      const signed = note === undefined ? undefined : trustedCheckpoint(note, logSigner(keys.signing).verifier);
      return note === undefined || signed === undefined ? undefined : { size: signed.size, note };
    },
  };
}
