import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { IconAlarm, IconCircleCheck, IconClipboardCheck, IconClock } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { AccessReview } from "../../../contract/index.ts";
import { useSession } from "../../app/session/use-session.ts";
import { dateText } from "../../ui/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Entries, Entry } from "../../ui/Entries.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { StatusChip } from "../../ui/StatusChip.tsx";
import { useFocusBack } from "../../ui/use-focus-back.ts";
import { AlteredChip } from "./_parts/AlteredChip.tsx";
import { dueText } from "./_parts/due-text.ts";
import { ReviewProgress } from "./_parts/ReviewProgress.tsx";
import { useAccessReviews, useOpenReview } from "./_parts/review-calls.ts";
import { OfficerNav } from "./_parts/OfficerNav.tsx";
import { say } from "./words/index.ts";

/** Rounds in which every grant is kept or withdrawn by somebody. */
export function AccessReviewsPage() {
  const { permissions } = useSession();
  const reviews = useAccessReviews();
  const [starting, setStarting] = useState(false);
  const manages = permissions?.includes("reviews.manage") === true;
  const rows = reviews.data?.reviews;
  const now = new Date();
  return (
    <>
      <OfficerNav />
      <PageHeader
        title={say("accessReviews")}
        summary={say("quarterly")}
        actions={manages && <Button onClick={() => setStarting(true)}>{say("startReviewMore")}</Button>}
      />
      {reviews.error !== null && <ErrorNotice error={reviews.error} again={() => void reviews.refetch()} />}
      {rows === undefined && reviews.error === null && <PageWait />}
      {rows?.length === 0 && (
        <EmptyState title={say("noReview")}>{say(manages ? "nextByItself" : "nextByAdministrator")}</EmptyState>
      )}
      {rows !== undefined && rows.length > 0 && (
        <Entries label={say("accessReviews")}>
          {rows.map((review) => (
            <Entry
              key={review.id}
              mark={IconClipboardCheck}
              title={review.title}
              aside={<ReviewChip review={review} />}
              facts={[
                say("begun", { day: dateText(review.openedAt) }),
                review.state === "open"
                  ? dueText(review.dueAt, now)
                  : say("closedOn", { day: dateText(review.closedAt ?? review.dueAt) }),
                ...(review.mine > 0 ? [say("forYou", { mine: review.mine })] : []),
              ]}
              actions={
                <Button
                  renderRoot={(props) => (
                    <Link to="/access-reviews/$reviewId" params={{ reviewId: review.id }} {...props} />
                  )}
                  size="compact-sm"
                  variant={review.mine > 0 ? "filled" : "default"}
                  aria-label={say("actOn", { act: say(review.mine > 0 ? "decideMore" : "open"), title: review.title })}
                >
                  {review.mine > 0 ? say("decideMore") : say("openSpan")}
                </Button>
              }
            >
              <ReviewProgress counts={review.counts} />
            </Entry>
          ))}
        </Entries>
      )}
      {starting && <StartReview close={() => setStarting(false)} />}
    </>
  );
}

export function ReviewChip({ review }: { readonly review: AccessReview }) {
  if (review.altered) return <AlteredChip>{say("altered")}</AlteredChip>;
  if (review.state === "closed")
    return (
      <StatusChip icon={IconCircleCheck} tone="good">
        {say("closed")}
      </StatusChip>
    );
  return review.overdue ? (
    <StatusChip icon={IconAlarm} tone="danger">
      {say("overdue")}
    </StatusChip>
  ) : (
    <StatusChip icon={IconClock} tone="info">
      {say("underWay")}
    </StatusChip>
  );
}

function StartReview({ close }: { readonly close: () => void }) {
  useFocusBack();
  const open = useOpenReview();
  const navigate = useNavigate();
  const [title, setTitle] = useState("");
  const go = () =>
    open.mutate(title.trim(), {
      onSuccess: ({ id }) => void navigate({ to: "/access-reviews/$reviewId", params: { reviewId: id } }),
    });
  return (
    <Modal opened onClose={close} title={say("startTitle")} closeButtonProps={{ "aria-label": say("close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim().length >= 3) go();
        }}
      >
        <Stack gap="md">
          <Text>{say("startMeans")}</Text>
          <TextInput
            label={say("whatToCall")}
            placeholder={say("afterMerger")}
            data-autofocus
            maxLength={80}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          {open.error !== null && <ErrorNotice error={open.error} />}
          <Group>
            <Button disabled={title.trim().length < 3} loading={open.isPending} type="submit">
              {say("start")}
            </Button>
            <Button variant="subtle" onClick={close}>
              {say("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
