import type { VaultColumn } from "../../../custody/chart/index.ts";
import { CryptoError } from "../../../foundation/crypto/index.ts";
import type { PersonId } from "../../../foundation/kernel/index.ts";
import type { Vault } from "../ports.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { ItemRow, ReviewRow } from "./review-table.ts";
import { isUndecided } from "./state.ts";

export interface ReviewWords {
  readonly title: string;
  readonly openedBy: string;
  /** What it was opened with, and how many items; campaigns of before this was sealed don't say it. */
  readonly terms?: (Pick<ReviewRow, "due_at" | "unreviewed"> & { readonly items: number }) | undefined;
  /** That it is open is sealed too, lest taking the seal of its end away open it again; campaigns of before that don't say it. */
  readonly sealsOpen?: true | undefined;
  /** Not of campaigns that were begun before there was a register of them. */
  readonly isRegistered?: true | undefined;
}

export interface CloseWords {
  readonly closedBy: string;
}

/** Who holds what, as it was when the campaign began. */
export interface ItemWords {
  readonly holder: string;
  readonly grant: string;
  readonly hint?: string | undefined;
  /** Whom it was given first; null: nobody yet. Items of before this was sealed don't say it. */
  readonly reviewer?: PersonId | null | undefined;
  /** Whoever reviews it is sealed each time, also whom it was given first; items of before that don't say it. */
  readonly sealsReviewer?: true | undefined;
}

/** Who gave an item to its reviewer. */
export interface GivenWords {
  readonly by: string;
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
type Given = Pick<ItemRow, "item" | "reviewer">;
const reviewerContext = ({ item, reviewer }: Given) => `access-review-reviewer|${item}|${reviewer ?? ""}`;
type Closed = Pick<ReviewRow, "id" | "closed_at">;
const closeContext = ({ id, closed_at }: Closed) => `access-review-close|${id}|${closed_at ?? ""}`;

export function sealReview(vault: Vault, row: Pick<ReviewRow, "id" | "opened_at">, words: ReviewWords): Buffer {
  return sealJson(vault, reviewContext(row), words);
}

/** @throws CryptoError also when its deadline, or what becomes of the undecided, was changed, or when it was closed or opened again
 *  by SQL. */
export function openReview(vault: Vault, row: ReviewRow): ReviewWords {
  const words = openJson<ReviewWords>(vault, reviewContext(row), row.sealed);
  const { terms } = words;
  if (row.sealed_close !== null) openJson<CloseWords>(vault, closeContext(row), row.sealed_close);
  if ((row.state === "closed") !== (row.closed_at !== null))
    throw new CryptoError("crypto/wrong-key-or-altered", "a review is closed at no moment");
  if (terms === undefined) return words;
  if (terms.due_at !== row.due_at || terms.unreviewed !== row.unreviewed)
    throw new CryptoError("crypto/wrong-key-or-altered", "a review's terms were changed");
  const needsSeal = words.sealsOpen === true || row.state === "closed";
  if (needsSeal !== (row.sealed_close !== null))
    throw new CryptoError("crypto/wrong-key-or-altered", "nobody closed this review, or opened it");
  return words;
}

/** With the moment; without one it is open. */
export function sealClose(vault: Vault, row: Closed, words: CloseWords): Buffer {
  return sealJson(vault, closeContext(row), words);
}

export function sealItem(vault: Vault, place: Place, words: ItemWords): Buffer {
  return sealJson(vault, itemContext(place), words);
}

/** @throws CryptoError also when it was given to somebody by SQL. */
export function openItem(vault: Vault, row: ItemRow): ItemWords {
  const words = openJson<ItemWords>(vault, itemContext(row), row.sealed);
  if (row.sealed_reviewer !== null) {
    openJson<GivenWords>(vault, reviewerContext(row), row.sealed_reviewer);
    return words;
  }
  const wasFirst = words.reviewer === undefined || words.reviewer === row.reviewer;
  if (row.reviewer !== null && (words.sealsReviewer === true || !wasFirst))
    throw new CryptoError("crypto/wrong-key-or-altered", "an item was given to somebody by nobody");
  return words;
}

/** With whom it is given to. */
export function sealReviewer(vault: Vault, row: Given, words: GivenWords): Buffer {
  return sealJson(vault, reviewerContext(row), words);
}

/** With the state. */
export function sealDecision(vault: Vault, row: Decided, words: DecisionWords): Buffer {
  return sealJson(vault, decisionContext(row), words);
}

/** @throws CryptoError when it was not decided so, or not by its reviewer: "kept" can't be made of "withdrawn", nor of nothing, by SQL. */
export function openDecision(vault: Vault, row: ItemRow): DecisionWords | undefined {
  if (row.decider !== null && row.decider !== row.reviewer)
    throw new CryptoError("crypto/wrong-key-or-altered", "an item is decided by somebody else than its reviewer");
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
  {
    table: "access_review_item",
    column: "sealed_reviewer",
    key: ["item"],
    also: ["reviewer"],
    contexts: (row: Given) => [reviewerContext(row)],
  },
  {
    table: "access_review",
    column: "sealed_close",
    key: ["id"],
    also: ["closed_at"],
    contexts: (row: Closed) => [closeContext(row)],
  },
];
