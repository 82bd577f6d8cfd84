import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { HeldTime } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useReleaseHold } from "./held-calls.ts";
import { say } from "../words/index.ts";

type Props = { readonly hold: HeldTime; readonly who: string; readonly when: string; readonly close: () => void };

/** Lets a kept time go, so that others can have it. */
export function ReleaseHeldDialog({ hold, who, when, close }: Props) {
  useFocusBack();
  const release = useReleaseHold();
  const letGo = () =>
    release.mutate(hold, {
      onSuccess: () => {
        announce(say("freeAgain"));
        close();
      },
    });
  return (
    <Modal
      opened
      onClose={close}
      title={say("giveBackTitle", { when })}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Stack gap="md">
        <Text>{say("giveBackWords", { who })}</Text>
        {release.error !== null && <ErrorNotice error={release.error} />}
        <Group>
          <Button loading={release.isPending} onClick={letGo} data-autofocus>
            {say("giveItBack")}
          </Button>
          <Button variant="subtle" onClick={close}>
            {say("keepIt")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
