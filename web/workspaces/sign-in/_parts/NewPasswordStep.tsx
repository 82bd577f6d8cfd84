import { Button, PasswordInput, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { SignInStep } from "../../../../contract/index.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PasswordHints } from "../../../ui/PasswordHints.tsx";
import type { PasswordProfile } from "../../../ui/password-rules.ts";
import { replacePassword } from "./sign-in-calls.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly challenge: string;
  /** What the organisation asks of a password. */
  readonly profile: PasswordProfile | undefined;
  readonly onStep: (step: SignInStep) => void;
  readonly onFailure: (error: unknown) => void;
};

/** A temporary or outdated password gives way to one that only its owner knows. */
export function NewPasswordStep({ challenge, profile, onStep, onFailure }: Props) {
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const replace = useMutation({ mutationFn: replacePassword, onSuccess: onStep, onError: onFailure });
  const differs = again !== "" && again !== password;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password === again) replace.mutate({ challenge, password });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text>{say("chooseOwnPassword")}</Text>
        {replace.error !== null && <ErrorNotice error={replace.error} />}
        <PasswordInput
          label={say("newPassword")}
          autoComplete="new-password"
          autoFocus
          required
          withAsterisk={false}
          size="md"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": say("showPassword") }}
        />
        <PasswordHints password={password} profile={profile} />
        <PasswordInput
          label={say("sameAgain")}
          autoComplete="new-password"
          required
          withAsterisk={false}
          size="md"
          error={differs ? say("passwordsDiffer") : undefined}
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": say("showRepeated") }}
        />
        <Button type="submit" size="md" loading={replace.isPending} disabled={password === "" || again !== password}>
          {say("continue")}
        </Button>
      </Stack>
    </form>
  );
}
