import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { say } from "./words/index.ts";

type Props = {
  /** Asked at the moment of leaving. */
  readonly isUnsaved: () => boolean;
  readonly what: string;
};

/** Asks before what is unsaved is lost by going elsewhere, or by closing the window. */
export function LeaveGuard({ isUnsaved, what }: Props) {
  const blocker = useBlocker({ shouldBlockFn: isUnsaved, enableBeforeUnload: isUnsaved, withResolver: true });
  if (blocker.status !== "blocked") return null;
  return (
    <Modal opened onClose={blocker.reset} title={say("leaveWithout")} closeButtonProps={{ "aria-label": say("close") }}>
      <Stack gap="md">
        <Text>{say("leaveMeans", { what })}</Text>
        <Group>
          <Button data-autofocus onClick={blocker.reset}>
            {say("stay")}
          </Button>
          <Button color="red" variant="outline" onClick={blocker.proceed}>
            {say("leaveButton")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
