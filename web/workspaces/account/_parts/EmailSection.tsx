import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Account } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useChangeEmail } from "./account-calls.ts";
import { Section } from "../../../ui/Section.tsx";

/** Where word is sent when something about the sign-in changes, and the link after a loss. */
export function EmailSection({ account }: { readonly account: Account }) {
  const [open, setOpen] = useState(false);
  return (
    <Section
      title="E-mail address for security messages"
      words={
        account.selfRecovery
          ? "Word goes there when something about your sign-in changes, and, with a recovery code, the link that lets you back in."
          : "Kept for messages about your sign-in. This installation sends no mail yet, so after a loss two colleagues let you back in."
      }
      actions={
        <Button size="compact-md" variant="default" onClick={() => setOpen(true)}>
          {account.email === undefined ? "Add an address" : "Change"}
        </Button>
      }
    >
      <Text size="sm">{account.email ?? "Not recorded"}</Text>
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
        announce(next === null ? "Address removed" : "Address kept");
        close();
      },
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(email.trim());
  };
  return (
    <Modal opened onClose={close} title="E-mail address" closeButtonProps={{ "aria-label": "Close" }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {change.error !== null && <ErrorNotice error={change.error} />}
          <TextInput
            label="Address"
            description={account.email === undefined ? undefined : "The former address is told of the change"}
            type="email"
            autoComplete="email"
            data-autofocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Group>
            <Button type="submit" loading={change.isPending} disabled={email.trim() === ""}>
              Save
            </Button>
            {account.email !== undefined && (
              <Button variant="default" disabled={change.isPending} onClick={() => save(null)}>
                Remove the address
              </Button>
            )}
            <Button variant="subtle" onClick={close}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
