import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { isAbort } from "../../../app/api.ts";
import { deviceName } from "../../../app/session/device-name.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useAddPasskey } from "./account-calls.ts";
import { say } from "../words/index.ts";

/** Another passkey: on this device, a phone or a security key. */
export function AddPasskeyDialog({ close }: { readonly close: () => void }) {
  useFocusBack();
  const add = useAddPasskey();
  const [name, setName] = useState(() => deviceName(navigator.userAgent));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(name.trim(), {
      onSuccess: () => {
        announce(say("passkeyAdded"));
        close();
      },
    });
  };
  return (
    <Modal opened onClose={close} title={say("addPasskey")} closeButtonProps={{ "aria-label": say("close") }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text>{say("passkeyMeans")}</Text>
          {add.error !== null && !isAbort(add.error) && <ErrorNotice error={add.error} />}
          <TextInput
            label={say("name")}
            description={say("passkeyNameWhy")}
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
              {say("makePasskey")}
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
