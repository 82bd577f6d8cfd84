import type { TenantId } from "../../../foundation/kernel/index.ts";
import { clockActor } from "../act.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts } from "../ports.ts";
import { tidy } from "./campaign.ts";
import { grantsToReview } from "./open-review.ts";
import { openReview } from "./opened.ts";
import { type ItemRow, holdReview, itemsOf, openReviews, storeDecision } from "./review-table.ts";
import { registerOf, settle } from "./settle.ts";
import { isUndecided, stepItem } from "./state.ts";

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
        else if (over && campaign.unreviewed === "withdraw" && (await withdrawn(ports, tenant, row))) {
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
