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
import { isolated } from "../../../language/index.ts";
import { say } from "../words/index.ts";

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
    <Section title={say("countedTitle", { title, count: items.length })}>
      <Entries label={title}>
        {items.map((item) => (
          <Entry
            key={item.id}
            mark={itemMarks[item.kind]}
            title={item.holder}
            aside={<ItemChip item={item} />}
            facts={[
              isolated(item.grant),
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
                  aria-label={say("assignTo", { holder: item.holder, grant: item.grant })}
                  onClick={() => setAssigning(item)}
                >
                  {say("assignMore")}
                </Button>
              )
            }
          >
            {item.reason !== undefined && <div>{say("quoted", { reason: item.reason })}</div>}
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
  return isolated(asSentence(datesIn(hint)).replace(/\.$/, ""));
}

export function isUndecided({ state }: ReviewItem): boolean {
  return state === "pending" || state === "overdue";
}

function whoseText({ altered, decidedBy, decidedAt, reviewer, state }: ReviewItem): string {
  if (altered) return say("cantDecideHere");
  if (decidedBy !== undefined)
    return decidedAt === undefined
      ? say("byPerson", { name: decidedBy })
      : say("byPersonOn", { name: decidedBy, day: dateText(decidedAt) });
  if (state === "gone") return say("nobodyHad");
  return reviewer === undefined ? say("nobodyCan") : say("with", { name: reviewer.name });
}
