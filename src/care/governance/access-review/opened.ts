import type { VaultColumn } from "../../../custody/chart/index.ts";
import { CryptoError } from "../../../foundation/crypto/index.ts";
import type { Vault } from "../ports.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { ItemRow, ReviewRow } from "./review-table.ts";
import { isUndecided } from "./state.ts";

export interface ReviewWords {
  readonly title: string;
  readonly openedBy: string;
}

/** Who holds what, as it was when the campaign began. */
export interface ItemWords {
  readonly holder: string;
  readonly grant: string;
  readonly hint?: string | undefined;
}

export interface DecisionWords {
  readonly name: string;
  readonly reason: string;
}

const reviewContext = ({ id, opened_at }: Pick<ReviewRow, "id" | "opened_at">) => `access-review|${id}|${opened_at}`;
type Place = Pick<ItemRow, "review" | "item" | "kind" | "subject" | "holder">;
const itemContext = ({ review, item, kind, subject, holder }: Place) =>
  `access-review-item|${review}|${item}|${kind}|${subject}|${holder ?? ""}`;
type Decided = Pick<ItemRow, "item" | "state" | "decider" | "decided_at">;
const decisionContext = ({ item, state, decider, decided_at }: Decided) =>
  `access-review-decision|${item}|${state}|${decider ?? ""}|${decided_at ?? ""}`;

export function sealReview(vault: Vault, row: Pick<ReviewRow, "id" | "opened_at">, words: ReviewWords): Buffer {
  return sealJson(vault, reviewContext(row), words);
}

export function openReview(vault: Vault, row: ReviewRow): ReviewWords {
  return openJson<ReviewWords>(vault, reviewContext(row), row.sealed);
}

export function sealItem(vault: Vault, place: Place, words: ItemWords): Buffer {
  return sealJson(vault, itemContext(place), words);
}

export function openItem(vault: Vault, row: ItemRow): ItemWords {
  return openJson<ItemWords>(vault, itemContext(row), row.sealed);
}

/** With the state. */
export function sealDecision(vault: Vault, row: Decided, words: DecisionWords): Buffer {
  return sealJson(vault, decisionContext(row), words);
}

/** @throws CryptoError when it was not decided so: "kept" can't be made of "withdrawn", nor of nothing, by SQL. */
export function openDecision(vault: Vault, row: ItemRow): DecisionWords | undefined {
  if (row.sealed_decision !== null) return openJson<DecisionWords>(vault, decisionContext(row), row.sealed_decision);
  if (isUndecided(row.state)) return undefined;
  throw new CryptoError("crypto/wrong-key-or-altered", "an item is decided by nobody");
}

export const accessReviewColumns: readonly VaultColumn[] = [
  {
    table: "access_review",
    column: "sealed",
    key: ["id"],
    also: ["opened_at"],
    contexts: (row: Pick<ReviewRow, "id" | "opened_at">) => [reviewContext(row)],
  },
  {
    table: "access_review_item",
    column: "sealed",
    key: ["item"],
    also: ["review", "kind", "subject", "holder"],
    contexts: (row: Place) => [itemContext(row)],
  },
  {
    table: "access_review_item",
    column: "sealed_decision",
    key: ["item"],
    also: ["state", "decider", "decided_at"],
    contexts: (row: Decided) => [decisionContext(row)],
  },
];
