import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { type Actor, clockActor } from "../act.ts";
import type { Colleague, GovernancePorts, GrantKind, GrantRegister, ReviewableGrant } from "../ports.ts";
import { openTask } from "../tasks/open-task.ts";
import { sealClose, sealItem, sealReview, sealReviewer } from "./opened.ts";
import { nextQuarter, quarterOf } from "./quarter.ts";
import { type ItemRow, type ReviewRow, holdCalendar, insertItem, insertReview, storeCalendar } from "./review-table.ts";
import { noteReview } from "./registered.ts";

const day = 86_400_000;

export interface Campaign {
  readonly title: string;
  readonly period?: string | undefined;
  readonly dueAt: number;
  readonly unreviewed: "flag" | "withdraw";
  readonly by: Actor;
}

type Listed = ReviewableGrant & { readonly kind: GrantKind };

/** Every grant in force, as it is now. */
export async function grantsToReview(
  registers: readonly GrantRegister[],
  tenant: TenantId,
): Promise<readonly Listed[]> {
  const lists = await Promise.all(
    registers.map(async ({ kind, list }) => (await list(tenant)).map((grant) => ({ ...grant, kind }))),
  );
  return lists.flat();
}

/** Writes the campaign with an item for each grant, spread evenly over those who may decide; nobody gets their own.
 *  @returns its id; undefined when the period has one already */
export async function openCampaign(
  ports: GovernancePorts,
  tx: Transaction,
  tenant: TenantId,
  campaign: Campaign,
  found: { readonly grants: readonly Listed[]; readonly reviewers: readonly Colleague[] },
): Promise<string | undefined> {
  const vault = await ports.vault(tenant);
  const place = { id: ports.newId(), opened_at: ports.now() };
  const review: ReviewRow = {
    ...place,
    period: campaign.period ?? null,
    state: "open",
    unreviewed: campaign.unreviewed,
    due_at: campaign.dueAt,
    closed_at: null,
    sealed: sealReview(vault, place, {
      title: campaign.title,
      openedBy: campaign.by.name,
      terms: { due_at: campaign.dueAt, unreviewed: campaign.unreviewed, items: found.grants.length },
      sealsOpen: true,
      isRegistered: true,
    }),
    sealed_close: sealClose(vault, { ...place, closed_at: null }, { closedBy: "" }),
  };
  if (!(await insertReview(tx, tenant, review))) return undefined;
  await noteReview(tx, tenant, vault, review);
  const load = new Map<PersonId, number>(found.reviewers.map(({ id }) => [id, 0]));
  let without = 0;
  for (const { kind, subject, holder, holderName, grant, hint } of found.grants) {
    const reviewer = leastLoaded(load, holder);
    if (reviewer === undefined) without += 1;
    else load.set(reviewer, (load.get(reviewer) ?? 0) + 1);
    const at = { review: place.id, item: ports.newId(), kind, subject, holder: holder ?? null };
    const given = { item: at.item, reviewer: reviewer ?? null };
    const row: ItemRow = {
      ...at,
      reviewer: given.reviewer,
      state: "pending",
      decider: null,
      decided_at: null,
      sealed: sealItem(vault, at, { holder: holderName, grant, hint, reviewer: given.reviewer, sealsReviewer: true }),
      sealed_decision: null,
      sealed_reviewer: reviewer === undefined ? null : sealReviewer(vault, given, { by: campaign.by.name }),
    };
    await insertItem(tx, tenant, row);
  }
  for (const [reviewer, items] of load)
    if (items > 0) await openReviewerTask(ports, tx, tenant, { review, title: campaign.title, reviewer });
  if (without > 0) await openUnassignedTask(ports, tx, tenant, review, campaign.title);
  await ports.record(tx, tenant, {
    action: "access-review-opened",
    at: place.opened_at,
    actor: campaign.by,
    why: campaign.period === undefined ? "opened by hand" : "opened by the calendar",
    detail: `${campaign.title} (${place.id}): ${found.grants.length} grants, ${without} without a reviewer, due ${new Date(campaign.dueAt).toISOString()}`,
  });
  return place.id;
}

function leastLoaded(load: ReadonlyMap<PersonId, number>, holder: PersonId | undefined): PersonId | undefined {
  let chosen: PersonId | undefined;
  for (const [reviewer, items] of load) {
    if (reviewer === holder) continue;
    if (chosen === undefined || items < (load.get(chosen) ?? 0)) chosen = reviewer;
  }
  return chosen;
}

export async function openReviewerTask(
  ports: GovernancePorts,
  tx: Transaction,
  tenant: TenantId,
  { review, title, reviewer }: { readonly review: ReviewRow; readonly title: string; readonly reviewer: PersonId },
): Promise<void> {
  await openTask(ports, tx, tenant, {
    kind: "access-review",
    about: review.id,
    title: `Decide which grants to keep: ${title}`,
    dueAt: review.due_at,
    assignee: reviewer,
  });
}

export async function openUnassignedTask(
  ports: GovernancePorts,
  tx: Transaction,
  tenant: TenantId,
  review: ReviewRow,
  title: string,
): Promise<void> {
  await openTask(ports, tx, tenant, {
    kind: "review-without-reviewer",
    about: review.id,
    title: `Assign reviewers to grants that nobody could be given: ${title}`,
    dueAt: Math.min(review.due_at, ports.now() + 3 * day),
  });
}

/** Opens the quarter's campaign when its time has come. An organisation seen for the first time waits for the next quarter. */
export async function openByCalendar(ports: GovernancePorts, tx: Transaction, tenant: TenantId): Promise<void> {
  const { quarterly, days, unreviewed } = (await ports.settings(tenant)).accessReview;
  const at = ports.now();
  const next = await holdCalendar(tx, tenant);
  if (next !== undefined && at < next) return;
  await storeCalendar(tx, tenant, nextQuarter(at));
  if (next === undefined || !quarterly) return;
  const period = quarterOf(at);
  await openCampaign(
    ports,
    tx,
    tenant,
    { title: `Access review ${period}`, period, dueAt: at + days * day, unreviewed, by: clockActor },
    {
      grants: await grantsToReview(ports.registers, tenant),
      reviewers: await ports.directory.with(tenant, "reviews.decide"),
    },
  );
}
