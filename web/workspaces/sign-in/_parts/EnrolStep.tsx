import { Button, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { IconDeviceMobile, IconFingerprint } from "@tabler/icons-react";
import { useState } from "react";
import type { Enrolment, Session } from "../../../../contract/index.ts";
import { isAbort } from "../../../app/api.ts";
import { deviceName } from "../../../app/session/device-name.ts";
import { usePasskeys } from "../../../app/session/use-passkeys.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { AuthenticatorApp } from "./AuthenticatorApp.tsx";
import { Choice, Choices } from "./Choices.tsx";
import { confirmCode, enrolPasskey } from "./sign-in-calls.ts";

type Props = {
  readonly enrolment: Enrolment;
  readonly onSignedIn: (session: Session) => void;
  readonly onFailure: (error: unknown) => void;
};

/** Ties something that only this person has to their sign-in: a passkey where the device knows them, or an authenticator app. */
export function EnrolStep({ enrolment, onSignedIn, onFailure }: Props) {
  const passkeys = usePasskeys();
  const [app, setApp] = useState(false);
  const make = useMutation({
    mutationFn: () => enrolPasskey(enrolment.challenge, deviceName(navigator.userAgent)),
    onSuccess: onSignedIn,
    onError: onFailure,
  });
  if (passkeys && !app) {
    return (
      <Stack gap="md">
        <Text>A password alone isn’t enough to open health records. What shall vouch for you beside it?</Text>
        {make.error !== null && !isAbort(make.error) && <ErrorNotice error={make.error} />}
        <Choices label="Second factor">
          <Choice
            icon={IconFingerprint}
            name="Make a passkey"
            recommended
            busy={make.isPending || make.isSuccess}
            onChoose={() => make.mutate()}
          >
            Sign in with a touch, a look or this device’s PIN from now on. Nothing to type, and nothing that can be
            given to a false site.
          </Choice>
          <Choice icon={IconDeviceMobile} name="Use an authenticator app" onChoose={() => setApp(true)}>
            Type your password and a six-digit code from your phone each time.
          </Choice>
        </Choices>
      </Stack>
    );
  }
  return (
    <Stack gap="md">
      <AuthenticatorApp
        enrolment={enrolment}
        confirm={(digits) => confirmCode(enrolment.challenge, digits)}
        onDone={onSignedIn}
        onFailure={onFailure}
      >
        From now on you sign in with your password and a code from your phone. Scan this with any authenticator app,
        such as Aegis, Google Authenticator, 1Password or Microsoft Authenticator.
      </AuthenticatorApp>
      {passkeys && (
        <Button variant="subtle" size="compact-sm" px={0} w="fit-content" onClick={() => setApp(false)}>
          Back to the choice
        </Button>
      )}
    </Stack>
  );
}
