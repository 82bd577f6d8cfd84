import type { CommittedHead } from "./commit-heads.ts";

/** The entries under one of a patient's keys, and what leads from them to a map's root. */
export interface EntryList {
  readonly head: CommittedHead;
  /** What the leaves hash, oldest first; without those that were pruned. */
  readonly leaves: readonly Buffer[];
}

/** What shows that the entries that a list lacks at its beginning were pruned. */
export interface PrunedList {
  readonly index: number;
  /** What the leaf of the act hashes. */
  readonly act: Buffer;
  /** From the act to the root that the checkpoint signs. */
  readonly proof: readonly Buffer[];
  /** What the patient's heads were then, with what leads to the root in the act. */
  readonly heads: readonly CommittedHead[];
}

/** What the `extra` line of a proof holds that a list of entries is complete (docs/ledger.md has the format).
 *  @param map what the map's leaf hashes */
export function formatWhoLooked(map: Buffer, lists: readonly EntryList[], pruned?: PrunedList): Buffer {
  const goneOf = (keyNo: number) => pruned?.heads.find((head) => head.keyNo === keyNo)?.count ?? 0;
  const act =
    pruned === undefined
      ? []
      : [
          `pruned ${pruned.index} ${pruned.act.toString("base64")}`,
          ...pathLines({ path: pruned.proof }),
          ...pruned.heads.flatMap((head) => [`${keyLine(head)} ${head.hash.toString("base64")}`, ...pathLines(head)]),
        ];
  const lines = lists.flatMap(({ head, leaves }) => [
    keyLine(head),
    ...pathLines(head),
    ...leaves.map((leaf, at) => `entry ${goneOf(head.keyNo) + at + 1} ${leaf.toString("base64")}`),
  ]);
  return Buffer.from(["wardbook/who-looked@v1", `map ${map.toString("base64")}`, ...act, ...lines, ""].join("\n"));
}

function keyLine({ keyNo, slot, count, before, after, blind }: CommittedHead): string {
  return `key ${keyNo} ${slot} ${count} ${before ?? "-"} ${after ?? "-"} ${blind.toString("base64")}`;
}

function pathLines({ path }: Pick<CommittedHead, "path">): string[] {
  return path.map((hash) => `path ${hash.toString("base64")}`);
}
