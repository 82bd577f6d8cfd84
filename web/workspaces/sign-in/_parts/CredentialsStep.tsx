import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import type { SignInStep } from "../../../../contract/index.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { signInWithPassword } from "./sign-in-calls.ts";

type Props = {
  readonly severalOrganisations: boolean;
  readonly username?: string;
  readonly organisation?: string;
  /** Why the person is back here. */
  readonly earlier: unknown;
  readonly onStep: (step: SignInStep) => void;
};

/** First factor. What was typed stays after a refusal, but for the password. */
export function CredentialsStep({
  severalOrganisations,
  username: known,
  organisation: knownOrganisation,
  earlier,
  onStep,
}: Props) {
  const [organisation, setOrganisation] = useState(knownOrganisation ?? "");
  const [username, setUsername] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const passwordField = useRef<HTMLInputElement>(null);
  const signIn = useMutation({
    mutationFn: signInWithPassword,
    onSuccess: onStep,
    onError: () => {
      setPassword("");
      passwordField.current?.focus();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ username, password, ...(organisation !== "" ? { organisation } : {}) });
  };
  const failure = signIn.error ?? earlier;
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {failure !== undefined && failure !== null && <ErrorNotice error={failure} />}
        {severalOrganisations && known === undefined && (
          <TextInput
            label="Organisation"
            description="Its short name"
            autoComplete="organization"
            value={organisation}
            onChange={(event) => setOrganisation(event.currentTarget.value)}
            size="md"
          />
        )}
        <TextInput
          label="Name to sign in with"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          readOnly={known !== undefined}
          autoFocus={known === undefined}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
          size="md"
        />
        <PasswordInput
          ref={passwordField}
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          autoFocus={known !== undefined}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
          size="md"
        />
        <Button type="submit" size="md" loading={signIn.isPending}>
          Continue
        </Button>
      </Stack>
    </form>
  );
}
