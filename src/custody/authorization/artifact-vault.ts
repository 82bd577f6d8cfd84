import type { VaultColumn } from "../keyring/index.ts";
import type { ArtifactKey } from "./artifact-table.ts";

export function artifactContext({ kind, hash }: ArtifactKey): string {
  return `oauth/${kind}/${hash.toString("hex")}`;
}

/** An assertion that was used has nothing to hide: the row is the whole of it. */
export const assertionContext = "oauth/assertion";

export const artifactColumn: VaultColumn = {
  table: "oauth_artifact",
  column: "sealed",
  key: ["kind", "id_hash"],
  contexts: ({ kind, id_hash: hash }: { kind: string; id_hash: Buffer }) => [
    artifactContext({ kind, hash }),
    assertionContext,
  ],
};
