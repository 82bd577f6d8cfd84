import { Button, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { IconFingerprint, IconPassword } from "@tabler/icons-react";
import { useState } from "react";
import type { Session, SignInStep } from "../../../../contract/index.ts";
import { isAbort, isRefusal } from "../../../app/api.ts";
import { deviceName } from "../../../app/session/device-name.ts";
import { useInstallation, usePasskeys } from "../../../app/session/use-passkeys.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { Choice, Choices } from "./Choices.tsx";
import { NewPasswordStep } from "./NewPasswordStep.tsx";
import { enrolPasskey } from "./sign-in-calls.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly step: Extract<SignInStep, { readonly step: "new-password" }>;
  readonly onStep: (step: SignInStep) => void;
  readonly onSignedIn: (session: Session) => void;
  readonly onFailure: (error: unknown) => void;
};

/** A first sign-in, or one after a loss: a passkey and no password at all, or a password of one's own and a second factor. */
export function NewWayStep({ step, onStep, onSignedIn, onFailure }: Props) {
  // The server says so where it would refuse one.
  const passkeys = usePasskeys() && step.passkey !== false;
  const { isPending } = useInstallation();
  const [password, setPassword] = useState(false);
  const make = useMutation({
    mutationFn: () => enrolPasskey(step.challenge, deviceName(navigator.userAgent)),
    onSuccess: onSignedIn,
    onError: (error) => {
      // The password has only become too old: its second factor is still good.
      if (isRefusal(error, "session/passkey-not-now")) setPassword(true);
      else onFailure(error);
    },
  });
  // A password that is being typed must not give way to the choice.
  if (isPending && step.passkey !== false) return <PageWait />;
  if (!passkeys || password) {
    return (
      <Stack gap="md">
        <NewPasswordStep
          challenge={step.challenge}
          profile={step.passwordProfile}
          onStep={onStep}
          onFailure={onFailure}
        />
        {passkeys && !isRefusal(make.error, "session/passkey-not-now") && (
          <Button variant="subtle" size="compact-sm" px={0} w="fit-content" onClick={() => setPassword(false)}>
            {say("backToChoice")}
          </Button>
        )}
      </Stack>
    );
  }
  return (
    <Stack gap="md">
      <Text>{say("howFromNow")}</Text>
      {make.error !== null && !isAbort(make.error) && <ErrorNotice error={make.error} />}
      <Choices label={say("waysToSignIn")}>
        <Choice
          icon={IconFingerprint}
          name="With a passkey"
          recommended
          busy={make.isPending || make.isSuccess}
          onChoose={() => make.mutate()}
        >
          {say("touchHow")}
        </Choice>
        <Choice icon={IconPassword} name={say("withPasswordAndCode")} onChoose={() => setPassword(true)}>
          {say("passwordAndCodeHow")}
        </Choice>
      </Choices>
    </Stack>
  );
}
