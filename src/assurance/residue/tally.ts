import type { Writing } from "./writings.ts";

/** What was found in one place. Never says which word it was. */
export interface Finding {
  /** "rows of note_draft", "log of the database" */
  readonly place: string;
  /** `word`: one of those that were looked for. `key`: a copy of a destroyed key, wrapped. `id`: the patient's. */
  readonly what: "word" | "key" | "id";
  /** How it was written; `opened`: sealed, and a key that is still there opened it. */
  readonly as: Writing | "opened";
  readonly count: number;
  /** Why it may be there; undefined for residue. */
  readonly ground: string | undefined;
}

export interface Tally {
  add(found: Omit<Finding, "count">): void;
  /** By place. */
  readonly findings: readonly Finding[];
}

export function openTally(): Tally {
  const counts = new Map<string, Finding>();
  return {
    add(found) {
      const name = `${found.place}|${found.what}|${found.as}`;
      counts.set(name, { ...found, count: (counts.get(name)?.count ?? 0) + 1 });
    },
    get findings() {
      return [...counts.values()].toSorted((a, b) => a.place.localeCompare(b.place) || a.what.localeCompare(b.what));
    },
  };
}
