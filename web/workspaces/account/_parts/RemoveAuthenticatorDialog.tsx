import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { Authenticator } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useRemoveAuthenticator } from "./account-calls.ts";

/** Asks before a way in is taken away. */
export function RemoveAuthenticatorDialog({ one, close }: { readonly one: Authenticator; readonly close: () => void }) {
  useFocusBack();
  const remove = useRemoveAuthenticator();
  const go = () =>
    remove.mutate(one.id, {
      onSuccess: () => {
        announce(`${one.name} removed`);
        close();
      },
    });
  return (
    <Modal opened onClose={close} title={`Remove ${one.name}`} closeButtonProps={{ "aria-label": "Close" }}>
      <Stack gap="md">
        <Text>
          It doesn’t let you in any more from now on.
          {one.kind === "passkey" && " Delete the passkey on the device as well: there it can’t be removed from here."}
        </Text>
        {remove.error !== null && <ErrorNotice error={remove.error} />}
        <Group>
          <Button color="red" loading={remove.isPending} onClick={go}>
            Remove {one.name}
          </Button>
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
