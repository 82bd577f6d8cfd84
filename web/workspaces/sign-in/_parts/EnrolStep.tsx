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
import { say } from "../words/index.ts";

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
        <Text>{say("passwordNotEnough")}</Text>
        {make.error !== null && !isAbort(make.error) && <ErrorNotice error={make.error} />}
        <Choices label={say("secondFactor")}>
          <Choice
            icon={IconFingerprint}
            name="Make a passkey"
            recommended
            busy={make.isPending || make.isSuccess}
            onChoose={() => make.mutate()}
          >
            {say("touchFromNow")}
          </Choice>
          <Choice icon={IconDeviceMobile} name={say("useAnApp")} onChoose={() => setApp(true)}>
            {say("appHow")}
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
        {say("appFromNow")}
      </AuthenticatorApp>
      {passkeys && (
        <Button variant="subtle" size="compact-sm" px={0} w="fit-content" onClick={() => setApp(false)}>
          {say("backToChoice")}
        </Button>
      )}
    </Stack>
  );
}
