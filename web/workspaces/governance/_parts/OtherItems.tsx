import { Button } from "@mantine/core";
import { useState } from "react";
import type { ReviewItem } from "../../../../contract/index.ts";
import { asSentence } from "../../../ui/as-sentence.ts";
import { datesIn } from "../../../ui/dates-in.ts";
import { dateText } from "../../../ui/dates.ts";
import { Entries, Entry } from "../../../ui/Entries.tsx";
import { Section } from "../../../ui/Section.tsx";
import { AssignReviewerDialog } from "./AssignReviewerDialog.tsx";
import { itemMarks } from "./item-marks.ts";
import { ItemChip } from "./ItemChip.tsx";

type Props = {
  readonly title: string;
  readonly review: string;
  readonly items: readonly ReviewItem[];
  /** Whether the reader may give items to reviewers. */
  readonly assigns: boolean;
};

/** What others decide, or what is decided. */
export function OtherItems({ title, review, items, assigns }: Props) {
  const [assigning, setAssigning] = useState<ReviewItem | undefined>(undefined);
  if (items.length === 0) return null;
  return (
    <Section title={`${title} (${items.length})`}>
      <Entries label={title}>
        {items.map((item) => (
          <Entry
            key={item.id}
            mark={itemMarks[item.kind]}
            title={item.holder}
            aside={<ItemChip item={item} />}
            facts={[
              item.grant,
              ...(item.hint === undefined || !isUndecided(item) ? [] : [hintText(item.hint)]),
              whoseText(item),
            ]}
            actions={
              assigns &&
              isUndecided(item) &&
              !item.altered && (
                <Button
                  size="compact-sm"
                  variant={item.reviewer === undefined ? "default" : "subtle"}
                  aria-label={`Assign ${item.holder}: ${item.grant}`}
                  onClick={() => setAssigning(item)}
                >
                  Assign…
                </Button>
              )
            }
          >
            {item.reason !== undefined && <div>“{item.reason}”</div>}
          </Entry>
        ))}
      </Entries>
      {assigning !== undefined && (
        <AssignReviewerDialog review={review} item={assigning} close={() => setAssigning(undefined)} />
      )}
    </Section>
  );
}

/** "last used on 2026-11-22" as "Last used on 22-Nov-2026". */
export function hintText(hint: string): string {
  return asSentence(datesIn(hint)).replace(/\.$/, "");
}

export function isUndecided({ state }: ReviewItem): boolean {
  return state === "pending" || state === "overdue";
}

function whoseText({ altered, decidedBy, decidedAt, reviewer, state }: ReviewItem): string {
  if (altered) return "Nobody can decide it here: it counts as nothing, and another review has the grant as it is now";
  if (decidedBy !== undefined) return `By ${decidedBy}${decidedAt === undefined ? "" : `, ${dateText(decidedAt)}`}`;
  if (state === "gone") return "Nobody had to decide";
  return reviewer === undefined ? "Nobody can review it yet: assign somebody" : `With ${reviewer.name}`;
}
