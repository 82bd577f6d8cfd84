import { Button, Text } from "@mantine/core";
import { useState } from "react";
import type { Account } from "../../../../contract/index.ts";
import { dateText } from "../../../ui/dates.ts";
import { ChangePasswordDialog } from "./ChangePasswordDialog.tsx";
import { Section } from "../../../ui/Section.tsx";

/** Whether there is a password, how old it is, and another one. */
export function PasswordSection({ account }: { readonly account: Account }) {
  const [open, setOpen] = useState(false);
  const { password } = account;
  return (
    <Section
      title="Password"
      words={
        password !== undefined
          ? "Used together with a code from your authenticator app, never alone."
          : account.authenticators.length > 0
            ? "You have none, and need none: your passkeys let you in. Set one only if you must sign in where passkeys don’t work."
            : "You have none."
      }
      actions={
        <Button size="compact-md" variant="default" onClick={() => setOpen(true)}>
          {password === undefined ? "Set a password" : "Change the password"}
        </Button>
      }
    >
      {password !== undefined && (
        <Text size="sm">
          Changed {dateText(password.changedAt)}
          {password.changeBy !== undefined && ` · good until ${dateText(password.changeBy)}`}
        </Text>
      )}
      {open && <ChangePasswordDialog account={account} close={() => setOpen(false)} />}
    </Section>
  );
}
