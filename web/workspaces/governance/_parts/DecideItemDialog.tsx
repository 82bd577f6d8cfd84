import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { ReviewItem } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { sendsForm } from "../../../ui/sends-form.ts";
import { useDecideItem } from "./review-calls.ts";
import { say } from "../words/index.ts";

export type Decision = "keep" | "withdraw";

type Props = {
  readonly review: string;
  readonly item: ReviewItem;
  readonly decision: Decision;
  readonly close: () => void;
};

/** Keeps or withdraws one grant, with the reason. */
export function DecideItemDialog({ review, item, decision, close }: Props) {
  useFocusBack();
  const decide = useDecideItem(review);
  const [reason, setReason] = useState("");
  const withdraws = decision === "withdraw";
  const go = () =>
    decide.mutate(
      { item: item.id, decision, reason: reason.trim() },
      {
        onSuccess: () => {
          announce(withdraws ? say("withdrawn") : say("kept"));
          close();
        },
      },
    );
  return (
    <Modal
      opened
      onClose={close}
      title={say(withdraws ? "withdrawFrom" : "keepFor", { holder: item.holder })}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim().length >= 3) go();
        }}
      >
        <Stack gap="md">
          <Text>{say(withdraws ? "grantEnds" : "grantStays", { grant: item.grant })}</Text>
          <Textarea
            label={say("why")}
            description={say("whyStands")}
            data-autofocus
            autosize
            minRows={2}
            maxLength={1000}
            onKeyDown={sendsForm}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {decide.error !== null && <ErrorNotice error={decide.error} />}
          <Group>
            <Button
              type="submit"
              color={withdraws ? "red" : undefined}
              disabled={reason.trim().length < 3}
              loading={decide.isPending}
            >
              {withdraws ? say("withdraw") : say("keep")}
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
