import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { isAbort } from "../../../app/api.ts";
import { deviceName } from "../../../app/session/device-name.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useAddPasskey } from "./account-calls.ts";

/** Another passkey: on this device, a phone or a security key. */
export function AddPasskeyDialog({ close }: { readonly close: () => void }) {
  useFocusBack();
  const add = useAddPasskey();
  const [name, setName] = useState(() => deviceName(navigator.userAgent));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(name.trim(), {
      onSuccess: () => {
        announce("Passkey added");
        close();
      },
    });
  };
  return (
    <Modal opened onClose={close} title="Add a passkey" closeButtonProps={{ "aria-label": "Close" }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text>Your browser asks next where to keep it: on this device, on a phone, or on a security key.</Text>
          {add.error !== null && !isAbort(add.error) && <ErrorNotice error={add.error} />}
          <TextInput
            label="Name"
            description="So that you know later which one it is"
            data-autofocus
            autoComplete="off"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group>
            <Button
              type="submit"
              leftSection={<IconFingerprint size={18} aria-hidden />}
              loading={add.isPending}
              disabled={name.trim() === ""}
            >
              Make the passkey
            </Button>
            <Button variant="subtle" onClick={close}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
