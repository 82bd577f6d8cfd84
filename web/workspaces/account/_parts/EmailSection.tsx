import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Account } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useChangeEmail } from "./account-calls.ts";
import { Section } from "../../../ui/Section.tsx";
import { say } from "../words/index.ts";

/** Where word is sent when something about the sign-in changes, and the link after a loss. */
export function EmailSection({ account }: { readonly account: Account }) {
  const [open, setOpen] = useState(false);
  return (
    <Section
      title={say("emailFor")}
      words={account.selfRecovery ? say("emailMeans") : say("emailNotSent")}
      actions={
        <Button size="compact-md" variant="default" onClick={() => setOpen(true)}>
          {account.email === undefined ? say("addAddress") : say("change")}
        </Button>
      }
    >
      <Text size="sm">{account.email ?? say("notRecorded")}</Text>
      {open && <EmailDialog account={account} close={() => setOpen(false)} />}
    </Section>
  );
}

function EmailDialog({ account, close }: { readonly account: Account; readonly close: () => void }) {
  useFocusBack();
  const change = useChangeEmail();
  const [email, setEmail] = useState(account.email ?? "");
  const save = (next: string | null) =>
    change.mutate(next, {
      onSuccess: () => {
        announce(next === null ? say("addressRemoved") : say("addressKept"));
        close();
      },
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(email.trim());
  };
  return (
    <Modal opened onClose={close} title={say("emailAddress")} closeButtonProps={{ "aria-label": say("close") }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {change.error !== null && <ErrorNotice error={change.error} />}
          <TextInput
            label={say("address")}
            description={account.email === undefined ? undefined : say("formerTold")}
            type="email"
            autoComplete="email"
            data-autofocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Group>
            <Button type="submit" loading={change.isPending} disabled={email.trim() === ""}>
              {say("save")}
            </Button>
            {account.email !== undefined && (
              <Button variant="default" disabled={change.isPending} onClick={() => save(null)}>
                {say("removeAddress")}
              </Button>
            )}
            <Button variant="subtle" onClick={close}>
              {say("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
