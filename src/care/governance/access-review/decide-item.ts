import type { Caller } from "../../../custody/access/index.ts";
import { type PersonId, type TenantId, parsePersonId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { type Actor, actorOf, clockActor } from "../act.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts, GrantRegister } from "../ports.ts";
import { finishTasks } from "../tasks/open-task.ts";
import { grantsToReview, openReviewerTask } from "./open-review.ts";
import { openItem, openReview, sealDecision } from "./opened.ts";
import {
  type ItemRow,
  type ReviewRow,
  closeReview,
  holdItem,
  holdReview,
  itemsOf,
  openReviews,
  readItem,
  storeDecision,
  storeReviewer,
} from "./review-table.ts";
import { type ItemEvent, isUndecided, stepItem } from "./state.ts";

export interface ItemDecision {
  readonly review: string;
  readonly item: string;
  readonly decision: "keep" | "withdraw";
  readonly reason: string;
}

/**
 * Keeps a grant, or withdraws it. A withdrawn grant is ended *before* that is written down: should the server stop between the
 * two, the grant is gone and the item still waits, never the other way round.
 * @throws GovernanceError `review/unknown`, `review/own`, `review/not-reviewer`, `review/illegal-change`, `review/cannot-withdraw`
 */
export async function decideItem(
  ports: GovernancePorts,
  caller: Caller,
  { review, item, decision, reason }: ItemDecision,
): Promise<void> {
  const { tenant } = caller;
  const decider = parsePersonId(caller.id);
  const by = actorOf(caller);
  const known = await readItem(ports.db.tenant(tenant), tenant, item);
  if (known === undefined || known.review !== review) throw unknownReview();
  const expect = (row: ItemRow) => {
    if (row.holder === decider) throw new GovernanceError("review/own", "nobody reviews their own access");
    if (row.reviewer !== decider)
      throw new GovernanceError(
        "review/not-reviewer",
        "somebody else reviews this grant: have it assigned to you first",
      );
    return stepItem(row.state, decision);
  };
  expect(known);
  // Held first, so that nothing is withdrawn for a campaign that is closed.
  await ports.db.transaction(tenant, async (tx) => expectOpen(await holdReview(tx, tenant, review)));
  if (decision === "withdraw") await registerOf(ports, known).withdraw(by, tenant, known.subject);
  await ports.db.transaction(tenant, async (tx) => {
    const campaign = expectOpen(await holdReview(tx, tenant, review));
    const held = await holdItem(tx, tenant, item);
    if (held === undefined) throw unknownReview();
    expect(held);
    await settle(ports, tx, tenant, held, { event: decision, by, reason });
    await tidy(ports, tx, tenant, campaign, by);
  });
}

export function registerOf(ports: GovernancePorts, { kind }: Pick<ItemRow, "kind">): GrantRegister {
  const register = ports.registers.find((one) => one.kind === kind);
  if (register === undefined) throw new GovernanceError("review/cannot-withdraw", "nothing here can end this grant");
  return register;
}

async function settle(
  ports: GovernancePorts,
  tx: Transaction,
  tenant: TenantId,
  row: ItemRow,
  { event, by, reason }: { readonly event: ItemEvent; readonly by: Actor; readonly reason: string },
): Promise<void> {
  const vault = await ports.vault(tenant);
  const at = ports.now();
  const decided = {
    item: row.item,
    state: stepItem(row.state, event),
    decider: by.kind === "person" ? (by.id as PersonId) : null,
    decided_at: at,
  };
  await storeDecision(tx, tenant, {
    ...decided,
    sealed_decision: sealDecision(vault, decided, { name: by.name, reason }),
  });
  const { holder, grant } = openItem(vault, row);
  await ports.record(tx, tenant, {
    action: "access-review-decided",
    at,
    actor: by,
    why: reason,
    detail: `${decided.state}: ${holder} (${row.subject}): ${grant} (${row.item})`,
  });
}

/** Ends the tasks of reviewers who are done, and the campaign when everybody is. */
async function tidy(
  ports: GovernancePorts,
  tx: Transaction,
  tenant: TenantId,
  campaign: ReviewRow,
  by: Actor,
): Promise<void> {
  const undecided = (await itemsOf(tx, tenant, campaign.id)).filter(({ state }) => isUndecided(state));
  const busy = new Set(undecided.map(({ reviewer }) => reviewer));
  await finishTasks(ports, tx, tenant, {
    about: campaign.id,
    by,
    which: ({ kind, assignee }) => (kind === "access-review" ? !busy.has(assignee) : !busy.has(null)),
  });
  if (undecided.length === 0) await close(ports, tx, tenant, campaign, by);
}

async function close(
  ports: GovernancePorts,
  tx: Transaction,
  tenant: TenantId,
  campaign: ReviewRow,
  by: Actor,
): Promise<void> {
  const at = ports.now();
  await closeReview(tx, tenant, campaign.id, at);
  await finishTasks(ports, tx, tenant, { about: campaign.id, by });
  const counts = new Map<string, number>();
  for (const { state } of await itemsOf(tx, tenant, campaign.id)) counts.set(state, (counts.get(state) ?? 0) + 1);
  const { title } = openReview(await ports.vault(tenant), campaign);
  await ports.record(tx, tenant, {
    action: "access-review-closed",
    at,
    actor: by,
    why: at < campaign.due_at ? "everything was decided" : "the deadline was over",
    detail: `${title} (${campaign.id}): ${[...counts].map(([state, items]) => `${items} ${state}`).join(", ")}`,
  });
}

/** Closes a campaign by hand; what is undecided after the deadline stays so, for everybody to see.
 *  @throws GovernanceError `review/unknown`, `review/undecided`, `review/illegal-change` */
export async function closeCampaign(ports: GovernancePorts, caller: Caller, id: string): Promise<void> {
  const { tenant } = caller;
  await ports.db.transaction(tenant, async (tx) => {
    const campaign = expectOpen(await holdReview(tx, tenant, id));
    const undecided = (await itemsOf(tx, tenant, id)).some(({ state }) => isUndecided(state));
    if (undecided && ports.now() < campaign.due_at)
      throw new GovernanceError("review/undecided", "grants are still to be decided, and the deadline isn't over");
    await close(ports, tx, tenant, campaign, actorOf(caller));
  });
}

/** Gives a grant to another reviewer. @throws GovernanceError `review/unknown`, `review/own`, `review/unsuitable-reviewer`, `review/illegal-change` */
export async function assignReviewer(
  ports: GovernancePorts,
  caller: Caller,
  { review, item, to }: { readonly review: string; readonly item: string; readonly to: PersonId },
): Promise<void> {
  const { tenant } = caller;
  const colleague = (await ports.directory.with(tenant, "reviews.decide")).find(({ id }) => id === to);
  await ports.db.transaction(tenant, async (tx) => {
    const campaign = expectOpen(await holdReview(tx, tenant, review));
    const row = await holdItem(tx, tenant, item);
    if (row === undefined || row.review !== review) throw unknownReview();
    if (row.holder === to) throw new GovernanceError("review/own", "nobody reviews their own access");
    if (colleague === undefined)
      throw new GovernanceError(
        "review/unsuitable-reviewer",
        "this person's role doesn't include deciding in reviews",
        {
          path: "personId",
        },
      );
    if (!isUndecided(row.state)) throw new GovernanceError("review/illegal-change", "this grant was decided already");
    if (row.reviewer === to) return;
    const already = (await itemsOf(tx, tenant, review)).some(
      ({ reviewer, state }) => reviewer === to && isUndecided(state),
    );
    await storeReviewer(tx, tenant, item, to);
    const vault = await ports.vault(tenant);
    if (!already)
      await openReviewerTask(ports, tx, tenant, {
        review: campaign,
        title: openReview(vault, campaign).title,
        reviewer: to,
      });
    await ports.record(tx, tenant, {
      action: "access-review-assigned",
      at: ports.now(),
      actor: actorOf(caller),
      why: "with reviews.manage",
      detail: `${openItem(vault, row).holder} (${row.subject}) to ${colleague.name} (${to}) (${item})`,
    });
    await tidy(ports, tx, tenant, campaign, actorOf(caller));
  });
}

/** Marks what has ended otherwise, and what nobody decided in time: flagged, or withdrawn where the organisation wants that. */
export async function sweepCampaigns(ports: GovernancePorts, tenant: TenantId): Promise<void> {
  const campaigns = await openReviews(ports.db.tenant(tenant), tenant);
  if (campaigns.length === 0) return;
  const inForce = new Set(
    (await grantsToReview(ports.registers, tenant)).map(({ kind, subject }) => `${kind}|${subject}`),
  );
  for (const { id } of campaigns) {
    await ports.db.transaction(tenant, async (tx) => {
      const campaign = await holdReview(tx, tenant, id);
      if (campaign === undefined || campaign.state === "closed") return;
      const over = campaign.due_at <= ports.now();
      let late = 0;
      for (const row of (await itemsOf(tx, tenant, id)).filter(({ state }) => isUndecided(state))) {
        if (!inForce.has(`${row.kind}|${row.subject}`))
          await settle(ports, tx, tenant, row, { event: "vanish", by: clockActor, reason: "it had ended already" });
        else if (over && campaign.unreviewed === "withdraw") {
          await registerOf(ports, row).withdraw(clockActor, tenant, row.subject);
          await settle(ports, tx, tenant, row, {
            event: "withdraw",
            by: clockActor,
            reason: "nobody decided by the deadline",
          });
        } else if (over && row.state === "pending") {
          late += 1;
          await storeDecision(tx, tenant, { ...row, state: stepItem(row.state, "lapse") });
        }
      }
      if (late > 0)
        await ports.record(tx, tenant, {
          action: "access-review-decided",
          at: ports.now(),
          actor: clockActor,
          why: "nobody decided by the deadline",
          detail: `overdue: ${late} grants of ${openReview(await ports.vault(tenant), campaign).title} (${id})`,
        });
      await tidy(ports, tx, tenant, campaign, clockActor);
    });
  }
}

function expectOpen(campaign: ReviewRow | undefined): ReviewRow {
  if (campaign === undefined) throw unknownReview();
  if (campaign.state === "closed") throw new GovernanceError("review/illegal-change", "this access review is closed");
  return campaign;
}

export function unknownReview(): GovernanceError {
  return new GovernanceError("review/unknown", "there is no such access review");
}
