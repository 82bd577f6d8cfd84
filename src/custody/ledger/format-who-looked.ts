import type { CommittedHead } from "./commit-heads.ts";

/** The entries under one of a patient's keys, and what leads from them to a map's root. */
export interface EntryList {
  readonly head: CommittedHead;
  /** What the leaves hash, oldest first. */
  readonly leaves: readonly Buffer[];
}

/** What the `extra` line of a proof holds that a list of entries is complete (docs/ledger.md has the format).
 *  @param map what the map's leaf hashes */
export function formatWhoLooked(map: Buffer, lists: readonly EntryList[]): Buffer {
  const slot = (of: number | undefined) => of ?? "-";
  const lines = lists.flatMap(({ head, leaves }) => [
    `key ${head.keyNo} ${head.slot} ${head.count} ${slot(head.before)} ${slot(head.after)} ${head.blind.toString("base64")}`,
    ...head.path.map((hash) => `path ${hash.toString("base64")}`),
    ...leaves.map((leaf, at) => `entry ${at + 1} ${leaf.toString("base64")}`),
  ]);
  return Buffer.from(["wardbook/who-looked@v1", `map ${map.toString("base64")}`, ...lines, ""].join("\n"));
}
