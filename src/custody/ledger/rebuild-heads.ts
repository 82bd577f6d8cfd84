import type { TenantKeys } from "../keyring/index.ts";
import { type Head, type KeyedLeaf, foldLeaves, mapKeyNo, noSlot } from "./head.ts";
import { type HeadRow, headOf, isOwn } from "./head-table.ts";
import { buildMap, quietEpoch } from "./commit-heads.ts";
import { openHeadMap } from "./head-map.ts";
import { parseMapEntry } from "./map-entry.ts";
import { parsePruningAct, parseWithdrawal } from "./pruning-act.ts";
import { blindingOf, linkHeads, mapLeaf } from "./map-leaf.ts";

/** The heads as the entries themselves give them. */
export interface RebuiltHeads {
  /** A leaf that follows on the last one; for a map, with its text. @returns whether it may stand there */
  add(leaf: KeyedLeaf, text?: Buffer): Promise<boolean>;
  /** Goes on from what heads were at this place, because entries before it are gone.
   *  @returns false when the entries so far were all there and give something else */
  adopt(pruned: readonly Head[], whole: boolean): boolean;
  /** @returns what is wrong with the stored heads, compared with the leaves so far; undefined when nothing is */
  compare(): string | undefined;
  /** @returns what is wrong with the links between keys of the same patient, as far as these still exist */
  compareLinks(): Promise<string | undefined>;
}

const keysAtOnce = 2_000;

/** @param stored heads of the database. Which key followed which, only they tell once a key is destroyed. */
export function rebuildHeads(keys: TenantKeys, stored: readonly HeadRow[]): RebuiltHeads {
  const rows = new Map(stored.map((row) => [row.key_no, row]));
  const heads = new Map<number, Head>();
  const after = new Map<number, Head>();
  const quiet = openHeadMap();
  const quietly = blindingOf(keys, quietEpoch);
  const bySlot: number[] = [];
  const changed = new Set<number>();

  function open(keyNo: number): Pick<Head, "slot" | "before"> {
    if (keyNo === mapKeyNo) return { slot: noSlot, before: undefined };
    const slot = bySlot.push(keyNo) - 1;
    const before = rows.get(keyNo)?.before ?? undefined;
    const former = before === undefined ? undefined : bySlot[before];
    if (former !== undefined) changed.add(former);
    return { slot, before };
  }

  function quietRoot(): Buffer {
    for (const keyNo of changed) {
      const head = heads.get(keyNo);
      if (head !== undefined)
        quiet.set(head.slot, mapLeaf({ ...head, after: after.get(head.slot)?.slot }, quietly(head)));
    }
    changed.clear();
    return quiet.root();
  }

  async function isMapOf(text: Buffer | undefined, index: number): Promise<boolean> {
    const entry = text === undefined ? undefined : parseMapEntry(text);
    if (entry === undefined) return false;
    if (entry.epoch === quietEpoch) return entry.root.equals(quietRoot());
    const map = await buildMap(linkHeads(heads.values()), blindingOf(keys, entry.epoch));
    return entry.epoch === index && entry.root.equals(map.root());
  }

  return {
    async add(leaf, text) {
      const isRight = leaf.keyNo !== mapKeyNo || isAct(text) || (await isMapOf(text, leaf.index));
      const isNew = !heads.has(leaf.keyNo);
      foldLeaves(heads, [leaf], open);
      const head = heads.get(leaf.keyNo);
      if (leaf.keyNo !== mapKeyNo) changed.add(leaf.keyNo);
      if (isNew && head?.before !== undefined) after.set(head.before, head);
      return isRight;
    },

    adopt(pruned, whole) {
      if (whole) return pruned.length === heads.size && pruned.every((head) => isSame(heads.get(head.keyNo), head));
      heads.clear();
      bySlot.length = 0;
      after.clear();
      for (const head of pruned.toSorted((a, b) => a.slot - b.slot)) {
        heads.set(head.keyNo, head);
        if (head.keyNo === mapKeyNo) continue;
        bySlot[head.slot] = head.keyNo;
        changed.add(head.keyNo);
        if (head.before !== undefined) after.set(head.before, head);
      }
      return true;
    },

    compare() {
      for (const head of heads.values()) {
        const row = rows.get(head.keyNo);
        if (row === undefined) return `the head of key ${head.keyNo} is gone: it counted ${head.count} entries`;
        if (row.count < head.count)
          return `the head of key ${head.keyNo} was put back: it counts ${row.count} entries, the ledger has ${head.count}`;
        const there = headOf(row);
        if (
          !isOwn(keys, row) ||
          there.count !== head.count ||
          there.slot !== head.slot ||
          there.lastIndex !== head.lastIndex ||
          !there.hash.equals(head.hash)
        )
          return `the head of key ${head.keyNo} is not what its ${head.count} entries give`;
      }
      const extra = stored.find(({ key_no }) => !heads.has(key_no));
      return extra === undefined ? undefined : `there is a head of key ${extra.key_no}, which has no entry`;
    },

    async compareLinks() {
      const newest = new Map<string, number>();
      for (let first = 0; first < bySlot.length; first += keysAtOnce) {
        const numbers = bySlot.slice(first, first + keysAtOnce);
        const loaded = await keys.load(numbers);
        for (const keyNo of numbers) {
          const subject = loaded.subjectOf(keyNo);
          const head = heads.get(keyNo);
          if (subject === undefined || head === undefined) continue;
          if (head.before !== newest.get(subject))
            return `the head of key ${keyNo} doesn't name the key that the same patient had before`;
          newest.set(subject, head.slot);
        }
      }
      return undefined;
    },
  };
}

/** What an act says is checked where rows are. */
function isAct(text: Buffer | undefined): boolean {
  const said = text?.toString("utf8") ?? "";
  return parsePruningAct(said) !== undefined || parseWithdrawal(said) !== undefined;
}

function isSame(one: Head | undefined, other: Head): boolean {
  return (
    one !== undefined &&
    one.count === other.count &&
    one.slot === other.slot &&
    one.lastIndex === other.lastIndex &&
    one.hash.equals(other.hash)
  );
}
