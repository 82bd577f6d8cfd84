import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { HeldTime } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useReleaseHold } from "./held-calls.ts";

type Props = { readonly hold: HeldTime; readonly who: string; readonly when: string; readonly close: () => void };

/** Lets a kept time go, so that others can have it. */
export function ReleaseHeldDialog({ hold, who, when, close }: Props) {
  useFocusBack();
  const release = useReleaseHold();
  const letGo = () =>
    release.mutate(hold, {
      onSuccess: () => {
        announce("Free again");
        close();
      },
    });
  return (
    <Modal opened onClose={close} title={`Give ${when} back`} closeButtonProps={{ "aria-label": "Close" }}>
      <Stack gap="md">
        <Text>
          Others can have this time then, and nobody tells {who} by itself. What they asked for stays among the
          enquiries.
        </Text>
        {release.error !== null && <ErrorNotice error={release.error} />}
        <Group>
          <Button loading={release.isPending} onClick={letGo} data-autofocus>
            Give it back
          </Button>
          <Button variant="subtle" onClick={close}>
            Keep it
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
