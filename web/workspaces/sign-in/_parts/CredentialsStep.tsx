import { Anchor, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import type { Session, SignInStep } from "../../../../contract/index.ts";
import { usePasskeys } from "../../../app/session/use-passkeys.ts";
import { say } from "../words/index.ts";
import { FederationButton } from "./FederationButton.tsx";
import { Or } from "./Or.tsx";
import { PasskeyButton } from "./PasskeyButton.tsx";
import { SignInFailure } from "./SignInFailure.tsx";
import { signInWithPassword } from "./sign-in-calls.ts";
import { usePasskeyOffer } from "./use-passkey-offer.ts";

type Props = {
  readonly severalOrganisations: boolean;
  readonly username?: string;
  readonly organisation?: string;
  /** Why the person is back here. */
  readonly earlier: unknown;
  readonly onStep: (step: SignInStep) => void;
  readonly onSignedIn: (session: Session) => void;
};

/** One touch, or the first factor. What was typed stays after a refusal, but for the password. */
export function CredentialsStep({
  severalOrganisations,
  username: known,
  organisation: knownOrganisation,
  earlier,
  onStep,
  onSignedIn,
}: Props) {
  const passkeys = usePasskeys();
  const again = known !== undefined;
  const offer = usePasskeyOffer({ offered: passkeys && !again, onSignedIn });
  const [passkeyFailure, setPasskeyFailure] = useState<unknown>(undefined);
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
    setPasskeyFailure(undefined);
    signIn.mutate({ username, password, ...(organisation !== "" ? { organisation } : {}) });
  };
  const failure = signIn.error ?? passkeyFailure ?? offer.failure ?? earlier;
  return (
    <Stack gap="md">
      {failure !== undefined && failure !== null && <SignInFailure error={failure} passkeys={passkeys} />}
      {passkeys && (
        <>
          <PasskeyButton
            autoFocus={again}
            onSignedIn={onSignedIn}
            onFailure={(error) => {
              signIn.reset();
              setPasskeyFailure(error);
              offer.again();
            }}
          />
          <Or />
        </>
      )}
      <form onSubmit={submit}>
        <Stack gap="md">
          {severalOrganisations && !again && (
            <TextInput
              label={say("organisation")}
              description={say("itsShortName")}
              autoComplete="organization"
              value={organisation}
              onChange={(event) => setOrganisation(event.currentTarget.value)}
              size="md"
            />
          )}
          <TextInput
            label={say("name")}
            name="username"
            autoComplete={passkeys && !again ? "username webauthn" : "username"}
            autoCapitalize="none"
            spellCheck={false}
            required
            withAsterisk={false}
            readOnly={again}
            autoFocus={!again}
            value={username}
            onChange={(event) => setUsername(event.currentTarget.value)}
            size="md"
          />
          <PasswordInput
            ref={passwordField}
            label={say("password")}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            autoFocus={again && !passkeys}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ "aria-label": say("showPassword") }}
            size="md"
          />
          <Button type="submit" size="md" variant={passkeys ? "default" : "filled"} loading={signIn.isPending}>
            {say("continue")}
          </Button>
        </Stack>
      </form>
      <FederationButton
        organisation={severalOrganisations || again ? organisation : undefined}
        wanted={!severalOrganisations || organisation.trim() !== ""}
        beside={again}
      />
      {!again && (
        <Anchor href="/recover" size="md" w="fit-content">
          {say("cantSignIn")}
        </Anchor>
      )}
    </Stack>
  );
}
