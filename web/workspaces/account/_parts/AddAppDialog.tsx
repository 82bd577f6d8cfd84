import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { AuthenticatorApp } from "../../sign-in/_parts/AuthenticatorApp.tsx";
import { useBeginApp, useConfirmApp } from "./account-calls.ts";
import { say } from "../words/index.ts";

/** Another authenticator app: its name, its key, its first code. */
export function AddAppDialog({ close }: { readonly close: () => void }) {
  useFocusBack();
  const begin = useBeginApp();
  const confirm = useConfirmApp();
  const [name, setName] = useState(say("authenticatorApp"));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate();
  };
  const done = () => {
    announce(say("appAdded"));
    close();
  };
  const enrolment = begin.data;
  return (
    <Modal opened onClose={close} title={say("addApp")} size="lg" closeButtonProps={{ "aria-label": say("close") }}>
      {enrolment === undefined ? (
        <form onSubmit={submit}>
          <Stack gap="md">
            <Text>{say("appMeans")}</Text>
            {begin.error !== null && <ErrorNotice error={begin.error} />}
            <TextInput
              label={say("name")}
              description={say("appExample")}
              data-autofocus
              autoComplete="off"
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Group>
              <Button type="submit" loading={begin.isPending} disabled={name.trim() === ""}>
                {say("continue")}
              </Button>
              <Button variant="subtle" onClick={close}>
                {say("cancel")}
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
          {say("scanThis")}
        </AuthenticatorApp>
      )}
    </Modal>
  );
}
