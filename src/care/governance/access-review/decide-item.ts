import type { Caller } from "../../../custody/access/index.ts";
import { parsePersonId } from "../../../foundation/kernel/index.ts";
import { actorOf } from "../act.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts } from "../ports.ts";
import { alteredItem, expectGenuine, tidy, unknownReview } from "./campaign.ts";
import { type ItemRow, holdItem, readItem } from "./review-table.ts";
import { holdRegistered } from "./registered.ts";
import { registerOf, settle } from "./settle.ts";
import { stepItem } from "./state.ts";
import { wordsOfItem } from "./words.ts";

export interface ItemDecision {
  readonly review: string;
  readonly item: string;
  readonly decision: "keep" | "withdraw";
  readonly reason: string;
}

/**
 * Keeps a grant, or withdraws it. A withdrawn grant is ended *before* that is written down: should the server stop between the
 * two, the grant is gone and the item still waits, never the other way round.
 * @throws GovernanceError `review/unknown`, `review/own`, `review/not-reviewer`, `review/illegal-change`, `review/altered`,
 * `review/cannot-withdraw`
 */
export async function decideItem(
  ports: GovernancePorts,
  caller: Caller,
  { review, item, decision, reason }: ItemDecision,
): Promise<void> {
  const { tenant } = caller;
  const decider = parsePersonId(caller.id);
  const by = actorOf(caller);
  const opening = { ports, tenant, vault: await ports.vault(tenant) };
  const known = await readItem(ports.db.tenant(tenant), tenant, item);
  if (known === undefined || known.review !== review) throw unknownReview();
  const expect = (row: ItemRow) => {
    if (row.holder === decider) throw new GovernanceError("review/own", "nobody reviews their own access");
    if (row.reviewer !== decider)
      throw new GovernanceError(
        "review/not-reviewer",
        "somebody else reviews this grant: have it assigned to you first",
      );
    if (wordsOfItem(opening, row).altered) throw alteredItem();
    return stepItem(row.state, decision);
  };
  expect(known);
  // Held first, so that nothing is withdrawn for a campaign that is closed.
  await ports.db.transaction(tenant, async (tx) =>
    expectGenuine(opening, await holdRegistered(ports, tx, tenant, review)),
  );
  if (decision === "withdraw") await registerOf(ports, known).withdraw(by, tenant, known.subject);
  await ports.db.transaction(tenant, async (tx) => {
    const campaign = expectGenuine(opening, await holdRegistered(ports, tx, tenant, review));
    const held = await holdItem(tx, tenant, item);
    if (held === undefined) throw unknownReview();
    expect(held);
    await settle(ports, tx, tenant, held, { event: decision, by, reason });
    await tidy(ports, tx, tenant, campaign, by);
  });
}
