import type { Caller } from "../../../custody/access/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { type Actor, actorOf } from "../act.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts } from "../ports.ts";
import { finishTasks } from "../tasks/open-task.ts";
import { sealClose } from "./opened.ts";
import { type ReviewRow, closeReview, itemsOf } from "./review-table.ts";
import { holdRegistered, noteReview } from "./registered.ts";
import { type Tally, standings, tally } from "./tally.ts";
import { type Opening, wordsOfReview } from "./words.ts";

async function tallyOf(ports: GovernancePorts, tx: Transaction, tenant: TenantId, campaign: ReviewRow): Promise<Tally> {
  const opening = { ports, tenant, vault: await ports.vault(tenant) };
  return tally(opening, campaign, await itemsOf(tx, tenant, campaign.id));
}

/** Ends the tasks of reviewers who are done, and the campaign when everybody is. One that was altered waits for somebody to look. */
export async function tidy(
  ports: GovernancePorts,
  tx: Transaction,
  tenant: TenantId,
  campaign: ReviewRow,
  by: Actor,
): Promise<void> {
  const now = await tallyOf(ports, tx, tenant, campaign);
  const busy = new Set(now.undecided.map(({ reviewer }) => reviewer));
  await finishTasks(ports, tx, tenant, {
    about: campaign.id,
    by,
    which: ({ kind, assignee }) => (kind === "access-review" ? !busy.has(assignee) : !busy.has(null)),
  });
  if (now.undecided.length === 0 && !now.altered && now.counts.altered === 0)
    await close(ports, tx, tenant, campaign, { now, by });
}

async function close(
  ports: GovernancePorts,
  tx: Transaction,
  tenant: TenantId,
  campaign: ReviewRow,
  { now: { title, altered, counts }, by }: { readonly now: Tally; readonly by: Actor },
): Promise<void> {
  const at = ports.now();
  const closed = { id: campaign.id, closed_at: at };
  const vault = await ports.vault(tenant);
  const sealed_close = sealClose(vault, closed, { closedBy: by.name });
  await closeReview(tx, tenant, { ...closed, sealed_close });
  await noteReview(tx, tenant, vault, { ...campaign, state: "closed", closed_at: at });
  await finishTasks(ports, tx, tenant, { about: campaign.id, by });
  const told = standings
    .filter((standing) => counts[standing] > 0)
    .map((standing) => `${counts[standing]} ${standing}`);
  await ports.record(tx, tenant, {
    action: "access-review-closed",
    at,
    actor: by,
    why:
      at >= campaign.due_at
        ? "the deadline was over"
        : counts.altered > 0 || altered
          ? "nothing is left that could be decided"
          : "everything was decided",
    detail: `${title} (${campaign.id}): ${[...told, ...(altered ? ["the review itself was altered"] : [])].join(", ")}`,
  });
}

/** Closes a campaign by hand; what is undecided after the deadline stays so, for everybody to see.
 *  @throws GovernanceError `review/unknown`, `review/undecided`, `review/illegal-change` */
export async function closeCampaign(ports: GovernancePorts, caller: Caller, id: string): Promise<void> {
  const { tenant } = caller;
  await ports.db.transaction(tenant, async (tx) => {
    const campaign = expectOpen(await holdRegistered(ports, tx, tenant, id));
    const now = await tallyOf(ports, tx, tenant, campaign);
    if (now.undecided.length > 0 && ports.now() < campaign.due_at)
      throw new GovernanceError("review/undecided", "grants are still to be decided, and the deadline isn't over");
    await close(ports, tx, tenant, campaign, { now, by: actorOf(caller) });
  });
}

/** @throws GovernanceError `review/unknown`, `review/illegal-change` when it is closed */
export function expectOpen(campaign: ReviewRow | undefined): ReviewRow {
  if (campaign === undefined) throw unknownReview();
  if (campaign.state === "closed") throw new GovernanceError("review/illegal-change", "this access review is closed");
  return campaign;
}

/** Its state may be nobody's word: nothing is decided or given in it. @throws GovernanceError `review/unknown`,
 *  `review/illegal-change`, `review/altered` */
export function expectGenuine(opening: Opening, campaign: ReviewRow | undefined): ReviewRow {
  const open = expectOpen(campaign);
  if (wordsOfReview(opening, open) === undefined)
    throw new GovernanceError("review/altered", "this review was altered in the database: start another");
  return open;
}

/** It may name another grant, or another reviewer, than it did: nobody keeps, ends or assigns anything by it. */
export function alteredItem(): GovernanceError {
  return new GovernanceError("review/altered", "this was altered in the database: start another review of the grants");
}

export function unknownReview(): GovernanceError {
  return new GovernanceError("review/unknown", "there is no such access review");
}
