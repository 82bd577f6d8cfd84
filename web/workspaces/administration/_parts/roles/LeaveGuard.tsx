import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";

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
    <Modal opened onClose={blocker.reset} title="Leave without saving?" closeButtonProps={{ "aria-label": "Close" }}>
      <Stack gap="md">
        <Text>What you changed of {what} isn’t saved yet. If you leave, it is lost.</Text>
        <Group>
          <Button data-autofocus onClick={blocker.reset}>
            Stay
          </Button>
          <Button color="red" variant="outline" onClick={blocker.proceed}>
            Leave without saving
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
