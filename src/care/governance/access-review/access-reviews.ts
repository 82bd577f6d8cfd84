import type { Caller } from "../../../custody/access/index.ts";
import type { PersonId } from "../../../foundation/kernel/index.ts";
import { actorOf } from "../act.ts";
import { GovernanceError } from "../governance-error.ts";
import type { Colleague, GovernancePorts, GrantKind } from "../ports.ts";
import { csvOf } from "./csv.ts";
import { closeCampaign, unknownReview } from "./campaign.ts";
import { type ItemDecision, decideItem } from "./decide-item.ts";
import { assignReviewer } from "./assign-reviewer.ts";
import { grantsToReview, openCampaign } from "./open-review.ts";
import {
  type ItemRow,
  type ReviewRow,
  itemsOf,
  itemsOfAll,
  listReviews,
  readItem,
  readReview,
  reviewsWith,
} from "./review-table.ts";
import { reviewsAsRegistered } from "./registered.ts";
import { type ItemState, isUndecided } from "./state.ts";
import { type Standing, tally } from "./tally.ts";
import { wordsOfItem } from "./words.ts";

export interface ReviewItem {
  readonly id: string;
  readonly kind: GrantKind;
  readonly holder: string;
  readonly grant: string;
  readonly hint: string | undefined;
  /** Of an altered one a decision isn't believed. */
  readonly state: ItemState;
  readonly reviewer: { readonly id: PersonId; readonly name: string } | undefined;
  readonly decidedBy: string | undefined;
  readonly decidedAt: number | undefined;
  readonly reason: string | undefined;
  readonly mine: boolean;
  /** Somebody who has the database altered it: it can't be read, and nobody decides it. */
  readonly altered: boolean;
}

export interface AccessReview {
  readonly id: string;
  readonly title: string;
  readonly state: "open" | "closed";
  readonly openedAt: number;
  readonly dueAt: number;
  readonly closedAt: number | undefined;
  readonly overdue: boolean;
  readonly unreviewed: "flag" | "withdraw";
  readonly counts: Readonly<Record<Standing, number>>;
  /** Undecided items of the caller. */
  readonly mine: number;
  /** Somebody who has the database altered it, or took items out of it. */
  readonly altered: boolean;
}

export type OpenedReview = AccessReview & { readonly items: readonly ReviewItem[] };

/** Campaigns in which each grant is kept or withdrawn by somebody other than who holds it. */
export interface AccessReviews {
  /** Managers see all, others those with items of theirs. */
  list(caller: Caller): Promise<readonly AccessReview[]>;
  /** @throws GovernanceError `review/unsuitable-deadline` */
  open(
    caller: Caller,
    campaign: { readonly title: string; readonly dueAt?: number | undefined },
  ): Promise<OpenedReview>;
  /** Managers see every item, reviewers their own. @throws GovernanceError `review/unknown` */
  detail(caller: Caller, id: string): Promise<OpenedReview>;
  decide(caller: Caller, decision: ItemDecision): Promise<ReviewItem>;
  assign(
    caller: Caller,
    assignment: { readonly review: string; readonly item: string; readonly to: PersonId },
  ): Promise<ReviewItem>;
  close(caller: Caller, id: string): Promise<AccessReview>;
  reviewers(caller: Caller): Promise<readonly Colleague[]>;
  /** The result as CSV; the ledger says that it was taken out. @throws GovernanceError `review/unknown` */
  exportCsv(caller: Caller, id: string): Promise<string>;
}

const day = 86_400_000;
const mostDays = 90;
const mostListed = 100;

export function createAccessReviews(ports: GovernancePorts): AccessReviews {
  const { db, now } = ports;

  async function reviewsOf(caller: Caller, rows: readonly ReviewRow[]): Promise<readonly AccessReview[]> {
    const { tenant } = caller;
    const opening = { ports, tenant, vault: await ports.vault(tenant) };
    const ids = rows.map(({ id }) => id);
    const items = Map.groupBy(await itemsOfAll(db.tenant(tenant), tenant, ids), ({ review }) => review);
    return rows.map((row) => {
      const { title, altered, counts, undecided } = tally(opening, row, items.get(row.id) ?? []);
      return {
        id: row.id,
        title,
        altered,
        state: row.state,
        openedAt: row.opened_at,
        dueAt: row.due_at,
        closedAt: row.closed_at ?? undefined,
        overdue: row.state === "open" && row.due_at <= now(),
        unreviewed: row.unreviewed,
        counts,
        mine: undecided.filter(({ reviewer }) => reviewer === caller.id).length,
      };
    });
  }

  async function itemAnswers(caller: Caller, rows: readonly ItemRow[]): Promise<readonly ReviewItem[]> {
    const vault = await ports.vault(caller.tenant);
    const names = new Map((await ports.directory.all(caller.tenant)).map(({ id, name }) => [id, name]));
    return rows.map((row) => {
      const { words, decision, altered } = wordsOfItem({ ports, tenant: caller.tenant, vault }, row);
      return {
        id: row.item,
        kind: row.kind,
        holder: words.holder,
        grant: words.grant,
        hint: words.hint,
        state: altered && !isUndecided(row.state) ? "pending" : row.state,
        reviewer:
          row.reviewer === null
            ? undefined
            : { id: row.reviewer, name: names.get(row.reviewer) ?? "somebody who left" },
        decidedBy: decision?.name,
        decidedAt: decision && (row.decided_at ?? undefined),
        reason: decision?.reason,
        mine: row.reviewer === caller.id && isUndecided(row.state) && !altered,
        altered,
      };
    });
  }

  async function detail(caller: Caller, id: string): Promise<OpenedReview> {
    const [row] = await reviewsAsRegistered(ports, caller.tenant, async (tx) => {
      const found = await readReview(tx, caller.tenant, id);
      return found === undefined ? [] : [found];
    });
    if (row === undefined) throw unknownReview();
    const items = (await itemsOf(db.tenant(caller.tenant), caller.tenant, id)).filter((item) => maySee(caller, item));
    if (items.length === 0 && !caller.permissions.has("reviews.manage")) throw unknownReview();
    const [review] = await reviewsOf(caller, [row]);
    if (review === undefined) throw unknownReview();
    return { ...review, items: await itemAnswers(caller, items) };
  }

  async function one(caller: Caller, item: string): Promise<ReviewItem> {
    const row = await readItem(db.tenant(caller.tenant), caller.tenant, item);
    const [answer] = row === undefined ? [] : await itemAnswers(caller, [row]);
    if (answer === undefined) throw unknownReview();
    return answer;
  }

  return {
    async list(caller) {
      const { tenant } = caller;
      const rows = await reviewsAsRegistered(ports, tenant, (tx) => listReviews(tx, tenant, mostListed));
      if (caller.permissions.has("reviews.manage")) return reviewsOf(caller, rows);
      const theirs = await reviewsWith(db.tenant(tenant), tenant, caller.id);
      return reviewsOf(
        caller,
        rows.filter(({ id }) => theirs.has(id)),
      );
    },

    async open(caller, { title, dueAt }) {
      const { tenant } = caller;
      const { days, unreviewed } = (await ports.settings(tenant)).accessReview;
      const at = now();
      const due = dueAt ?? at + days * day;
      if (due < at + day || due > at + mostDays * day)
        throw new GovernanceError(
          "review/unsuitable-deadline",
          `the deadline lies between one and ${mostDays} days from now`,
          {
            path: "dueAt",
          },
        );
      const found = {
        grants: await grantsToReview(ports.registers, tenant),
        reviewers: await ports.directory.with(tenant, "reviews.decide"),
      };
      const id = await db.transaction(tenant, (tx) =>
        openCampaign(ports, tx, tenant, { title, dueAt: due, unreviewed, by: actorOf(caller) }, found),
      );
      if (id === undefined) throw unknownReview();
      return detail(caller, id);
    },

    detail,

    async decide(caller, decision) {
      await decideItem(ports, caller, decision);
      return one(caller, decision.item);
    },

    async assign(caller, assignment) {
      await assignReviewer(ports, caller, assignment);
      return one(caller, assignment.item);
    },

    async close(caller, id) {
      await closeCampaign(ports, caller, id);
      return detail(caller, id);
    },

    reviewers: (caller) => ports.directory.with(caller.tenant, "reviews.decide"),

    async exportCsv(caller, id) {
      const { tenant } = caller;
      const review = await detail(caller, id);
      await db.transaction(tenant, (tx) =>
        ports.record(tx, tenant, {
          action: "export",
          at: now(),
          actor: actorOf(caller),
          why: "with reviews.manage",
          detail: `result of ${review.title} (${id})`,
        }),
      );
      return csvOf(review);
    },
  };
}

function maySee({ id, permissions }: Caller, item: ItemRow): boolean {
  return permissions.has("reviews.manage") || item.reviewer === id;
}
