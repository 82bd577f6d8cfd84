import type { Caller } from "../../../custody/access/index.ts";
import type { PersonId } from "../../../foundation/kernel/index.ts";
import { actorOf } from "../act.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts } from "../ports.ts";
import { alteredItem, expectGenuine, tidy, unknownReview } from "./campaign.ts";
import { openReviewerTask } from "./open-review.ts";
import { sealReviewer } from "./opened.ts";
import { holdItem, itemsOf, storeReviewer } from "./review-table.ts";
import { holdRegistered } from "./registered.ts";
import { isUndecided } from "./state.ts";
import { titleOf, wordsOfItem } from "./words.ts";

/** Gives a grant to another reviewer. @throws GovernanceError `review/unknown`, `review/own`, `review/unsuitable-reviewer`,
 *  `review/illegal-change`, `review/altered` */
export async function assignReviewer(
  ports: GovernancePorts,
  caller: Caller,
  { review, item, to }: { readonly review: string; readonly item: string; readonly to: PersonId },
): Promise<void> {
  const { tenant } = caller;
  const colleague = (await ports.directory.with(tenant, "reviews.decide")).find(({ id }) => id === to);
  await ports.db.transaction(tenant, async (tx) => {
    const opening = { ports, tenant, vault: await ports.vault(tenant) };
    const campaign = expectGenuine(opening, await holdRegistered(ports, tx, tenant, review));
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
    const { words, altered } = wordsOfItem(opening, row);
    if (altered) throw alteredItem();
    if (row.reviewer === to) return;
    const already = (await itemsOf(tx, tenant, review)).some(
      ({ reviewer, state }) => reviewer === to && isUndecided(state),
    );
    const given = { item, reviewer: to };
    const sealed_reviewer = sealReviewer(opening.vault, given, { by: caller.name });
    await storeReviewer(tx, tenant, { ...given, sealed_reviewer });
    if (!already)
      await openReviewerTask(ports, tx, tenant, {
        review: campaign,
        title: titleOf(opening, campaign),
        reviewer: to,
      });
    await ports.record(tx, tenant, {
      action: "access-review-assigned",
      at: ports.now(),
      actor: actorOf(caller),
      why: "with reviews.manage",
      detail: `${words.holder} (${row.subject}) to ${colleague.name} (${to}) (${item})`,
    });
    await tidy(ports, tx, tenant, campaign, actorOf(caller));
  });
}
