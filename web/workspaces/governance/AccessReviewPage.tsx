import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { AccessReviewDetail } from "../../../contract/index.ts";
import { useSession } from "../../app/session/use-session.ts";
import { dateText } from "../../ui/dates.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { ReviewChip } from "./AccessReviewsPage.tsx";
import { MyItems } from "./_parts/MyItems.tsx";
import { OfficerNav } from "./_parts/OfficerNav.tsx";
import { isUndecided, OtherItems } from "./_parts/OtherItems.tsx";
import { ReviewProgress } from "./_parts/ReviewProgress.tsx";
import { saveReviewFile } from "./_parts/save-review-file.ts";
import { useAccessReview, useCloseReview } from "./_parts/review-calls.ts";
import classes from "./AccessReviewPage.module.css";
import { say } from "./words/index.ts";

/** One review: what is mine to decide, and the rest. */
export function AccessReviewPage() {
  const { reviewId } = useParams({ from: "/signed-in/access-reviews/$reviewId" });
  const review = useAccessReview(reviewId);
  if (review.error !== null && review.data === undefined)
    return <ErrorNotice error={review.error} again={() => void review.refetch()} />;
  if (review.data === undefined) return <PageWait />;
  return <Review review={review.data} />;
}

function Review({ review }: { readonly review: AccessReviewDetail }) {
  const { permissions } = useSession();
  const manages = permissions?.includes("reviews.manage") === true;
  const [failure, setFailure] = useState<{ readonly error: unknown } | undefined>(undefined);
  const close = useCloseReview(review.id);
  const undecided = review.counts.pending + review.counts.overdue;
  const mayClose = undecided === 0 || review.overdue;
  const save = () => {
    setFailure(undefined);
    saveReviewFile(review).catch((error: unknown) => setFailure({ error }));
  };
  return (
    <>
      <OfficerNav />
      <PageHeader
        title={review.title}
        summary={
          <span className={classes.summary}>
            <ReviewChip review={review} />
            <span>{summaryOf(review)}</span>
          </span>
        }
        actions={
          manages && (
            <>
              <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={save}>
                {say("resultCsv")}
              </Button>
              {review.state === "open" && mayClose && (
                <Button loading={close.isPending} onClick={() => close.mutate(undefined)}>
                  {say("closeReview")}
                </Button>
              )}
            </>
          )
        }
      />
      {close.error !== null && <ErrorNotice error={close.error} />}
      {failure !== undefined && <ErrorNotice error={failure.error} />}
      <div className={classes.progress}>
        <ReviewProgress counts={review.counts} />
      </div>
      <MyItems review={review.id} items={review.items.filter((item) => item.mine)} />
      <OtherItems
        title={say("withOthers")}
        review={review.id}
        items={review.items.filter((item) => !item.mine && !item.altered && isUndecided(item))}
        assigns={manages && review.state === "open"}
      />
      <OtherItems
        title={say("altered")}
        review={review.id}
        items={review.items.filter((item) => item.altered)}
        assigns={false}
      />
      <OtherItems
        title={say("decided")}
        review={review.id}
        items={review.items.filter((item) => !item.mine && !isUndecided(item))}
        assigns={false}
      />
    </>
  );
}

function summaryOf({ state, openedAt, dueAt, closedAt, unreviewed }: AccessReviewDetail): string {
  if (state === "closed") return say("begunClosed", { begun: dateText(openedAt), closed: dateText(closedAt ?? dueAt) });
  return say(unreviewed === "flag" ? "dueFlagged" : "dueWithdrawn", { day: dateText(dueAt) });
}
