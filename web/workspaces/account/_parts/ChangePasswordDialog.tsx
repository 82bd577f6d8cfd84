import { Button, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Account } from "../../../../contract/index.ts";
import { RequestFailure } from "../../../app/api.ts";
import { announce } from "../../../ui/announce.ts";
import { asSentence } from "../../../ui/as-sentence.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PasswordHints } from "../../../ui/PasswordHints.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useChangePassword } from "./account-calls.ts";

/** Another password. Everything else that is open under the old one ends. */
export function ChangePasswordDialog({ account, close }: { readonly account: Account; readonly close: () => void }) {
  useFocusBack();
  const change = useChangePassword();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const has = account.password !== undefined;
  const aboutField = (field: "current" | "password") =>
    change.error instanceof RequestFailure && change.error.path === field
      ? asSentence(change.error.message)
      : undefined;
  const elsewhere =
    change.error !== null && aboutField("current") === undefined && aboutField("password") === undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password !== again) return;
    change.mutate(
      { password, ...(has ? { current } : {}) },
      {
        onSuccess: () => {
          announce("Password changed");
          close();
        },
      },
    );
  };
  const visibility = (what: string) => ({ "aria-label": `Show ${what}` });
  return (
    <Modal
      opened
      onClose={close}
      title={has ? "Change the password" : "Set a password"}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          {/* Password managers file the new password under this name. */}
          <input type="hidden" name="username" autoComplete="username" value={account.username} readOnly />
          {elsewhere && <ErrorNotice error={change.error} />}
          {has && (
            <PasswordInput
              label="Password now"
              autoComplete="current-password"
              data-autofocus
              error={aboutField("current")}
              value={current}
              onChange={(event) => setCurrent(event.currentTarget.value)}
              visibilityToggleButtonProps={visibility("the password")}
            />
          )}
          <PasswordInput
            label="New password"
            autoComplete="new-password"
            data-autofocus={has ? undefined : true}
            error={aboutField("password")}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={visibility("the new password")}
          />
          <PasswordHints password={password} profile={account.passwordProfile} owner={account} />
          <PasswordInput
            label="The same again"
            autoComplete="new-password"
            error={again !== "" && again !== password ? "The two passwords differ." : undefined}
            value={again}
            onChange={(event) => setAgain(event.currentTarget.value)}
            visibilityToggleButtonProps={visibility("the repeated password")}
          />
          <Text size="sm" c="dimmed">
            You stay signed in here. All your other sessions end.
          </Text>
          <Group>
            <Button
              type="submit"
              loading={change.isPending}
              disabled={password === "" || again !== password || (has && current === "")}
            >
              {has ? "Change the password" : "Set the password"}
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
