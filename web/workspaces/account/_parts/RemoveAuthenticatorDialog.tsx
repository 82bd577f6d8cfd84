import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { Authenticator } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useRemoveAuthenticator } from "./account-calls.ts";
import { say } from "../words/index.ts";

/** Asks before a way in is taken away. */
export function RemoveAuthenticatorDialog({ one, close }: { readonly one: Authenticator; readonly close: () => void }) {
  useFocusBack();
  const remove = useRemoveAuthenticator();
  const go = () =>
    remove.mutate(one.id, {
      onSuccess: () => {
        announce(say("removedWhat", { name: one.name }));
        close();
      },
    });
  return (
    <Modal
      opened
      onClose={close}
      title={say("removeWhat", { name: one.name })}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <Stack gap="md">
        <Text>{say(one.kind === "passkey" ? "removePasskeyMeans" : "removeMeans")}</Text>
        {remove.error !== null && <ErrorNotice error={remove.error} />}
        <Group>
          <Button color="red" loading={remove.isPending} onClick={go}>
            {say("removeWhat", { name: one.name })}
          </Button>
          <Button variant="subtle" onClick={close}>
            {say("cancel")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
