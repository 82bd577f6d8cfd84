import { Button, Group, Modal, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import type { ReviewItem } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useAssignReviewer, usePossibleReviewers } from "./review-calls.ts";

type Props = { readonly review: string; readonly item: ReviewItem; readonly close: () => void };

/** Says who decides on a grant; nobody decides on their own. */
export function AssignReviewerDialog({ review, item, close }: Props) {
  useFocusBack();
  const reviewers = usePossibleReviewers();
  const assign = useAssignReviewer(review);
  const [to, setTo] = useState(item.reviewer?.id ?? "");
  const go = () =>
    assign.mutate(
      { item: item.id, personId: to },
      {
        onSuccess: () => {
          announce("Assigned");
          close();
        },
      },
    );
  return (
    <Modal opened onClose={close} title={`Who decides on ${item.holder}`} closeButtonProps={{ "aria-label": "Close" }}>
      <Stack gap="md">
        {reviewers.error !== null && <ErrorNotice error={reviewers.error} again={() => void reviewers.refetch()} />}
        {reviewers.data === undefined && reviewers.error === null && <PageWait />}
        {reviewers.data !== undefined && (
          <Radio.Group label="Reviewer" value={to} onChange={setTo}>
            <Stack gap="xs" mt={4}>
              {reviewers.data.people.map(({ id, name }) => (
                <Radio key={id} value={id} label={name} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {assign.error !== null && <ErrorNotice error={assign.error} />}
        <Group>
          <Button disabled={to === ""} loading={assign.isPending} onClick={go}>
            Assign
          </Button>
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
