import type { TenantId } from "../../../foundation/kernel/index.ts";
import { type OnAltered, alteredWords, unlessAltered } from "../altered.ts";
import type { Vault } from "../ports.ts";
import { type DecisionWords, type ItemWords, type ReviewWords, openDecision, openItem, openReview } from "./opened.ts";
import type { ItemRow, ReviewRow } from "./review-table.ts";

export interface Opening {
  readonly ports: { readonly onAltered: OnAltered };
  readonly tenant: TenantId;
  readonly vault: Vault;
}

/** What the campaign says; undefined where its row was altered. */
export function wordsOfReview({ ports, tenant, vault }: Opening, row: ReviewRow): ReviewWords | undefined {
  return unlessAltered(ports, tenant, { table: "access_review", id: row.id }, () => openReview(vault, row));
}

/** The campaign's title, or words that say so where its row was altered. */
export function titleOf(opening: Opening, row: ReviewRow): string {
  return wordsOfReview(opening, row)?.title ?? alteredWords;
}

/** What a grant under review says, and what was decided of it. Of an altered row nothing is believed: neither whose it is, nor that
 *  somebody decided. */
export function wordsOfItem(
  { ports, tenant, vault }: Opening,
  row: ItemRow,
): { readonly words: ItemWords; readonly decision: DecisionWords | undefined; readonly altered: boolean } {
  const read = unlessAltered(ports, tenant, { table: "access_review_item", id: row.item }, () => ({
    words: openItem(vault, row),
    decision: openDecision(vault, row),
  }));
  if (read === undefined)
    return { words: { holder: alteredWords, grant: alteredWords }, decision: undefined, altered: true };
  return { ...read, altered: false };
}
