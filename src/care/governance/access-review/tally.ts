import { alteredWords } from "../altered.ts";
import type { ItemRow, ReviewRow } from "./review-table.ts";
import { isUndecided, itemStates } from "./state.ts";
import { type Opening, wordsOfItem, wordsOfReview } from "./words.ts";

/** Where items stand, as far as that can be believed: of an altered one nothing is. */
export const standings = [...itemStates, "altered"] as const;
export type Standing = (typeof standings)[number];

export interface Tally {
  readonly title: string;
  /** The campaign itself was, or has lost items. */
  readonly altered: boolean;
  readonly counts: Readonly<Record<Standing, number>>;
  /** What somebody is still to decide. Nobody decides what was altered. */
  readonly undecided: readonly ItemRow[];
}

/** How far a campaign is, by all of its items. */
export function tally(opening: Opening, campaign: ReviewRow, items: readonly ItemRow[]): Tally {
  const words = wordsOfReview(opening, campaign);
  const expected = words?.terms?.items ?? items.length;
  const counts = Object.fromEntries(standings.map((standing) => [standing, 0])) as Record<Standing, number>;
  const undecided: ItemRow[] = [];
  for (const row of items) {
    const { altered } = wordsOfItem(opening, row);
    counts[altered ? "altered" : row.state] += 1;
    if (!altered && isUndecided(row.state)) undecided.push(row);
  }
  return {
    title: words?.title ?? alteredWords,
    altered: words === undefined || expected !== items.length,
    counts,
    undecided,
  };
}
