import type { Caller } from "../../../custody/access/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { type Actor, actorOf } from "../act.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts } from "../ports.ts";
import { finishTasks } from "../tasks/open-task.ts";
import { type ReviewRow, closeReview, holdReview, itemsOf } from "./review-table.ts";
import { isUndecided } from "./state.ts";
import { titleOf } from "./words.ts";

/** Ends the tasks of reviewers who are done, and the campaign when everybody is. */
export async function tidy(
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
  const { title } = titleOf({ ports, tenant, vault: await ports.vault(tenant) }, campaign);
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

/** @throws GovernanceError `review/unknown`, `review/illegal-change` when it is closed */
export function expectOpen(campaign: ReviewRow | undefined): ReviewRow {
  if (campaign === undefined) throw unknownReview();
  if (campaign.state === "closed") throw new GovernanceError("review/illegal-change", "this access review is closed");
  return campaign;
}

export function unknownReview(): GovernanceError {
  return new GovernanceError("review/unknown", "there is no such access review");
}
