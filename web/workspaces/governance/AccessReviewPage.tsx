import { Button } from "@mantine/core";
import {
  IconAlarm,
  IconApps,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconDownload,
  type Icon,
  IconUser,
  IconUserQuestion,
} from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { type KeyboardEvent, useRef, useState } from "react";
import type { AccessReviewDetail, ReviewItem, ReviewItemKind } from "../../../contract/index.ts";
import { useSession } from "../../app/session/use-session.ts";
import { dateText } from "../../ui/dates.ts";
import { Entries, Entry } from "../../ui/Entries.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { Section } from "../../ui/Section.tsx";
import { StatusChip } from "../../ui/StatusChip.tsx";
import { ReviewChip } from "./AccessReviewsPage.tsx";
import { AssignReviewerDialog } from "./_parts/AssignReviewerDialog.tsx";
import { type Decision, DecideItemDialog } from "./_parts/DecideItemDialog.tsx";
import { ReviewProgress } from "./_parts/ReviewProgress.tsx";
import { saveReviewFile } from "./_parts/save-review-file.ts";
import { useAccessReview, useCloseReview } from "./_parts/review-calls.ts";

const marks: Readonly<Record<ReviewItemKind, Icon>> = {
  "person-role": IconUser,
  "api-client": IconApps,
  "oauth-client": IconApps,
  "federation-mapping": IconUserQuestion,
  "vendor-access": IconUserQuestion,
  standing: IconUserQuestion,
};

/** One review: what is mine to decide, and the rest. */
export function AccessReviewPage() {
  const { reviewId } = useParams({ from: "/signed-in/access-reviews/$reviewId" });
  const review = useAccessReview(reviewId);
  if (review.error !== null && review.data === undefined)
    return <ErrorNotice error={review.error} again={() => void review.refetch()} />;
  if (review.data === undefined) return <PageWait />;
  return <Review review={review.data} />;
}

type Asked = { readonly item: ReviewItem; readonly decision: Decision };

function Review({ review }: { readonly review: AccessReviewDetail }) {
  const { permissions } = useSession();
  const manages = permissions?.includes("reviews.manage") === true;
  const [asked, setAsked] = useState<Asked | undefined>(undefined);
  const [assigning, setAssigning] = useState<ReviewItem | undefined>(undefined);
  const [saving, setSaving] = useState<{ readonly error: unknown } | undefined>(undefined);
  const close = useCloseReview(review.id);
  const list = useRef<HTMLDivElement>(null);
  const mine = review.items.filter((item) => item.mine);
  const others = review.items.filter((item) => !item.mine);
  const undecided = review.counts.pending + review.counts.overdue > 0;

  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || asked !== undefined) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-item]") ?? [])];
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    const item = mine[here];
    if (event.key === "j" || event.key === "ArrowDown") rows[Math.min(here + 1, rows.length - 1)]?.focus();
    else if (event.key === "ArrowUp") rows[Math.max(here - 1, 0)]?.focus();
    else if (event.key === "k" && item !== undefined) setAsked({ item, decision: "keep" });
    else if (event.key === "w" && item !== undefined) setAsked({ item, decision: "withdraw" });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const save = () => {
    setSaving(undefined);
    saveReviewFile(review).catch((error: unknown) => setSaving({ error }));
  };
  return (
    <>
      <PageHeader
        title={`Access review: ${review.title}`}
        summary={`Due ${dateText(review.dueAt)}. What nobody decides by then is ${review.unreviewed === "flag" ? "flagged" : "withdrawn"}.`}
        actions={
          manages && (
            <>
              <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={save}>
                Result as CSV
              </Button>
              {review.state === "open" && (
                <Button
                  variant="default"
                  loading={close.isPending}
                  disabled={undecided && !review.overdue}
                  onClick={() => close.mutate(undefined)}
                >
                  Close it
                </Button>
              )}
            </>
          )
        }
      />
      <ReviewChip review={review} />
      <div style={{ marginBlockStart: "0.8rem" }}>
        <ReviewProgress counts={review.counts} />
      </div>
      {close.error !== null && <ErrorNotice error={close.error} />}
      {saving !== undefined && <ErrorNotice error={saving.error} />}
      {mine.length > 0 && (
        <Section
          title={`Yours to decide (${mine.length})`}
          words={
            <>
              <Kbd keys="↓" /> next, <Kbd keys="K" /> keep, <Kbd keys="W" /> withdraw.
            </>
          }
        >
          {/* Keys act on the item in focus; each item is focusable and has the same as buttons. */}
          <div ref={list} onKeyDown={onKey} role="presentation">
            <Entries label="Yours to decide">
              {mine.map((item) => (
                <Entry
                  key={item.id}
                  mark={marks[item.kind]}
                  title={item.holder}
                  aside={<ItemChip item={item} />}
                  facts={[item.grant, ...(item.hint === undefined ? [] : [item.hint])]}
                  actions={
                    <>
                      <Button
                        data-item
                        size="compact-sm"
                        aria-label={`Keep ${item.holder}: ${item.grant}`}
                        onClick={() => setAsked({ item, decision: "keep" })}
                      >
                        Keep…
                      </Button>
                      <Button
                        size="compact-sm"
                        color="red"
                        variant="outline"
                        aria-label={`Withdraw ${item.holder}: ${item.grant}`}
                        onClick={() => setAsked({ item, decision: "withdraw" })}
                      >
                        Withdraw…
                      </Button>
                    </>
                  }
                />
              ))}
            </Entries>
          </div>
        </Section>
      )}
      {others.length > 0 && (
        <Section title={mine.length > 0 ? "The others" : "All of it"}>
          <Entries label="Other items">
            {others.map((item) => (
              <Entry
                key={item.id}
                mark={marks[item.kind]}
                title={item.holder}
                aside={<ItemChip item={item} />}
                facts={[
                  item.grant,
                  ...(item.hint === undefined ? [] : [item.hint]),
                  item.decidedBy === undefined
                    ? item.reviewer === undefined
                      ? "No reviewer yet"
                      : `With ${item.reviewer.name}`
                    : `${item.decidedBy}${item.decidedAt === undefined ? "" : `, ${dateText(item.decidedAt)}`}`,
                ]}
                actions={
                  manages &&
                  (item.state === "pending" || item.state === "overdue") && (
                    <Button
                      size="compact-sm"
                      variant="subtle"
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
        </Section>
      )}
      {asked !== undefined && (
        <DecideItemDialog
          review={review.id}
          item={asked.item}
          decision={asked.decision}
          close={() => setAsked(undefined)}
        />
      )}
      {assigning !== undefined && (
        <AssignReviewerDialog review={review.id} item={assigning} close={() => setAssigning(undefined)} />
      )}
    </>
  );
}

function ItemChip({ item }: { readonly item: ReviewItem }) {
  switch (item.state) {
    case "pending":
      return <StatusChip icon={IconClock}>To decide</StatusChip>;
    case "overdue":
      return (
        <StatusChip icon={IconAlarm} tone="danger">
          Overdue
        </StatusChip>
      );
    case "kept":
      return (
        <StatusChip icon={IconCircleCheck} tone="good">
          Kept
        </StatusChip>
      );
    case "withdrawn":
      return (
        <StatusChip icon={IconCircleX} tone="caution">
          Withdrawn
        </StatusChip>
      );
    case "gone":
      return <StatusChip icon={IconCircleX}>Ended meanwhile</StatusChip>;
  }
}
