import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { clockActor } from "../act.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts } from "../ports.ts";
import { holdTasksAbout } from "../tasks/task-table.ts";
import { tidy } from "./campaign.ts";
import { grantsToReview, openUnassignedTask } from "./open-review.ts";
import { type ItemRow, type ReviewRow, itemsOf, openReviews, storeDecision, storeReviewer } from "./review-table.ts";
import { holdRegistered, tellOfTaken } from "./registered.ts";
import { registerOf, settle } from "./settle.ts";
import { isUndecided, stepItem } from "./state.ts";
import { titleOf, wordsOfItem, wordsOfReview } from "./words.ts";

/** @returns false for what can't be taken away, such as the last one who manages people: it stays for somebody to decide */
async function withdrawn(ports: GovernancePorts, tenant: TenantId, row: ItemRow): Promise<boolean> {
  try {
    await registerOf(ports, row).withdraw(clockActor, tenant, row.subject);
    return true;
  } catch (error) {
    if (error instanceof GovernanceError && error.code === "review/cannot-withdraw") return false;
    throw error;
  }
}

/** Takes from reviewers who left, or may not decide any more, what they hadn't decided: managers find others. */
async function takeFromGone(
  ports: GovernancePorts,
  tx: Transaction,
  tenant: TenantId,
  campaign: ReviewRow,
  able: ReadonlySet<PersonId>,
): Promise<void> {
  const left = (await itemsOf(tx, tenant, campaign.id)).filter(
    ({ state, reviewer }) => isUndecided(state) && reviewer !== null && !able.has(reviewer),
  );
  if (left.length === 0) return;
  for (const { item } of left) await storeReviewer(tx, tenant, { item, reviewer: null, sealed_reviewer: null });
  const title = titleOf({ ports, tenant, vault: await ports.vault(tenant) }, campaign);
  const open = await holdTasksAbout(tx, tenant, campaign.id);
  if (!open.some(({ kind }) => kind === "review-without-reviewer"))
    await openUnassignedTask(ports, tx, tenant, campaign, title);
  await ports.record(tx, tenant, {
    action: "access-review-assigned",
    at: ports.now(),
    actor: clockActor,
    why: "whoever reviewed them can't do it any more",
    detail: `${left.length} grants of ${title} (${campaign.id}) to nobody yet`,
  });
}

/** Marks what has ended otherwise, and what nobody decided in time: flagged, or withdrawn where the organisation wants that. */
export async function sweepCampaigns(ports: GovernancePorts, tenant: TenantId): Promise<void> {
  await ports.db.transaction(tenant, (tx) => tellOfTaken(ports, tx, tenant));
  const campaigns = await openReviews(ports.db.tenant(tenant), tenant);
  if (campaigns.length === 0) return;
  const inForce = new Set(
    (await grantsToReview(ports.registers, tenant)).map(({ kind, subject }) => `${kind}|${subject}`),
  );
  const opening = { ports, tenant, vault: await ports.vault(tenant) };
  const able = new Set((await ports.directory.with(tenant, "reviews.decide")).map(({ id }) => id));
  for (const { id } of campaigns) {
    await ports.db.transaction(tenant, async (tx) => {
      const campaign = await holdRegistered(ports, tx, tenant, id);
      if (campaign === undefined || campaign.state === "closed") return;
      const over = campaign.due_at <= ports.now();
      // What an altered campaign says of its deadline, and of the undecided, takes nothing from anybody.
      const withdraws = over && campaign.unreviewed === "withdraw" && wordsOfReview(opening, campaign) !== undefined;
      let late = 0;
      for (const row of (await itemsOf(tx, tenant, id)).filter(({ state }) => isUndecided(state))) {
        // Whose grant an altered row names isn't known: nothing ended because it says so, and nothing is ended.
        const { altered } = wordsOfItem(opening, row);
        if (!altered && !inForce.has(`${row.kind}|${row.subject}`))
          await settle(ports, tx, tenant, row, { event: "vanish", by: clockActor, reason: "it had ended already" });
        else if (!altered && withdraws && (await withdrawn(ports, tenant, row))) {
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
          detail: `overdue: ${late} grants of ${titleOf(opening, campaign)} (${id})`,
        });
      await takeFromGone(ports, tx, tenant, campaign, able);
      await tidy(ports, tx, tenant, campaign, clockActor);
    });
  }
}
