import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { AuthenticatorApp } from "../../sign-in/_parts/AuthenticatorApp.tsx";
import { useBeginApp, useConfirmApp } from "./account-calls.ts";

/** Another authenticator app: its name, its key, its first code. */
export function AddAppDialog({ close }: { readonly close: () => void }) {
  useFocusBack();
  const begin = useBeginApp();
  const confirm = useConfirmApp();
  const [name, setName] = useState("Authenticator app");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate();
  };
  const done = () => {
    announce("Authenticator app added");
    close();
  };
  const enrolment = begin.data;
  return (
    <Modal
      opened
      onClose={close}
      title="Add an authenticator app"
      size="lg"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {enrolment === undefined ? (
        <form onSubmit={submit}>
          <Stack gap="md">
            <Text>It shows a new six-digit code every half minute, which you type after your password.</Text>
            {begin.error !== null && <ErrorNotice error={begin.error} />}
            <TextInput
              label="Name"
              description="Such as “Work phone”"
              data-autofocus
              autoComplete="off"
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Group>
              <Button type="submit" loading={begin.isPending} disabled={name.trim() === ""}>
                Continue
              </Button>
              <Button variant="subtle" onClick={close}>
                Cancel
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <AuthenticatorApp
          enrolment={enrolment}
          confirm={(code) => confirm.mutateAsync({ challenge: enrolment.challenge, code, name: name.trim() })}
          onDone={done}
        >
          Scan this with the app, then type the code that it shows.
        </AuthenticatorApp>
      )}
    </Modal>
  );
}
