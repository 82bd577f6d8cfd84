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
import { say } from "../words/index.ts";

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
          announce(say("passwordChanged"));
          close();
        },
      },
    );
  };
  const visibility = (what: string) => ({ "aria-label": say("showWhat", { what }) });
  return (
    <Modal
      opened
      onClose={close}
      title={has ? say("changePassword") : say("setPasswordTitle")}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          {/* Password managers file the new password under this name. */}
          <input type="hidden" name="username" autoComplete="username" value={account.username} readOnly />
          {elsewhere && <ErrorNotice error={change.error} />}
          {has && (
            <PasswordInput
              label={say("passwordNow")}
              autoComplete="current-password"
              data-autofocus
              error={aboutField("current")}
              value={current}
              onChange={(event) => setCurrent(event.currentTarget.value)}
              visibilityToggleButtonProps={visibility(say("thePassword"))}
            />
          )}
          <PasswordInput
            label={say("newPassword")}
            autoComplete="new-password"
            data-autofocus={has ? undefined : true}
            error={aboutField("password")}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={visibility(say("theNewPassword"))}
          />
          <PasswordHints password={password} profile={account.passwordProfile} owner={account} />
          <PasswordInput
            label={say("sameAgain")}
            autoComplete="new-password"
            error={again !== "" && again !== password ? say("passwordsDiffer") : undefined}
            value={again}
            onChange={(event) => setAgain(event.currentTarget.value)}
            visibilityToggleButtonProps={visibility(say("repeatedPassword"))}
          />
          <Text size="sm" c="dimmed">
            {say("staySignedIn")}
          </Text>
          <Group>
            <Button
              type="submit"
              loading={change.isPending}
              disabled={password === "" || again !== password || (has && current === "")}
            >
              {has ? say("changePassword") : say("setPassword")}
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
