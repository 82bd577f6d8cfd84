import type { BreakGlassDetail } from "../../../../contract/index.ts";
import { kindWords } from "../../chart/_parts/access/access-words.ts";
import { say } from "../words/index.ts";

export type ActName =
  | "actLooked"
  | "actLookedEarlier"
  | "actAdded"
  | "actChanged"
  | "actRemoved"
  | "actDraft"
  | "actSigned"
  | "actExported"
  | "actLookedWho";

/** What somebody did with one kind of record. */
export type Deed = {
  /** A name of words for it, else the action as the ledger has it. */
  readonly act: string;
  /** "notes" */
  readonly kind: string;
  /** How many different ones; at least so many where the ledger's list is capped. */
  readonly records: number;
  readonly first: string;
  readonly last: string;
};

/** Names of the words for what was done. */
const acts: Readonly<Record<string, ActName>> = {
  read: "actLooked",
  search: "actLooked",
  history: "actLookedEarlier",
  create: "actAdded",
  update: "actChanged",
  delete: "actRemoved",
  draft: "actDraft",
  sign: "actSigned",
  export: "actExported",
  accesses: "actLookedWho",
};

/** Entries of the ledger, told by kind of record: what was changed first, then what was only looked at. The emergency's own
 *  beginning and end are no deeds. */
export function deedsOf(accesses: BreakGlassDetail["accesses"]): readonly Deed[] {
  const found = new Map<
    string,
    { act: string; type: string; ids: Set<string>; least: number; first: string; last: string }
  >();
  for (const { action, resources, count, at } of accesses) {
    if (action.startsWith("break-glass")) continue;
    const act = acts[action] ?? action;
    for (const type of new Set(resources.map(typeOf))) {
      const key = `${act} ${type}`;
      const deed = found.get(key) ?? { act, type, ids: new Set(), least: 0, first: at, last: at };
      const here = resources.filter((resource) => typeOf(resource) === type);
      for (const resource of here) deed.ids.add(resource);
      // The list of a large search is capped: what is missing is of the kind that is in it.
      deed.least = Math.max(deed.least, here.length === resources.length ? count : here.length);
      deed.first = at < deed.first ? at : deed.first;
      deed.last = at > deed.last ? at : deed.last;
      found.set(key, deed);
    }
  }
  return [...found.values()]
    .map(({ act, type, ids, least, first, last }) => ({
      act,
      kind: kindWords(type),
      records: Math.max(ids.size, least),
      first,
      last,
    }))
    .toSorted(
      (a, b) => Number(isLook(a)) - Number(isLook(b)) || a.first.localeCompare(b.first) || b.records - a.records,
    );
}

/** "Looked at" */
export function actText(act: string): string {
  const name = Object.values(acts).find((one) => one === act);
  return name === undefined ? act.charAt(0).toUpperCase() + act.slice(1) : say(name);
}

export function isLook({ act }: Pick<Deed, "act">): boolean {
  return act.startsWith("actLooked");
}

function typeOf(resource: string): string {
  return resource.split("/")[0] ?? "";
}
