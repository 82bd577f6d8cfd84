import { Button, Text } from "@mantine/core";
import { useState } from "react";
import type { Account } from "../../../../contract/index.ts";
import { dateText } from "../../../ui/dates.ts";
import { Section } from "../../../ui/Section.tsx";
import { later } from "../../../ui/later.tsx";
import { say } from "../words/index.ts";

const ChangePasswordDialog = later(async () => (await import("./ChangePasswordDialog.tsx")).ChangePasswordDialog);

/** Whether there is a password, how old it is, and another one. */
export function PasswordSection({ account }: { readonly account: Account }) {
  const [open, setOpen] = useState(false);
  const { password } = account;
  return (
    <Section
      title={say("password")}
      words={
        password !== undefined
          ? say("passwordUsed")
          : account.authenticators.length > 0
            ? say("passwordNotNeeded")
            : say("passwordNone")
      }
      actions={
        <Button size="compact-md" variant="default" onClick={() => setOpen(true)}>
          {password === undefined ? say("setPasswordTitle") : say("changePassword")}
        </Button>
      }
    >
      {password !== undefined && (
        <Text size="sm">
          {say("changedOn", { day: dateText(password.changedAt) })}
          {password.changeBy !== undefined && ` · ${say("goodUntil", { day: dateText(password.changeBy) })}`}
        </Text>
      )}
      {open && <ChangePasswordDialog account={account} close={() => setOpen(false)} />}
    </Section>
  );
}
