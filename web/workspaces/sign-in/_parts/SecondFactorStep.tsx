import { Anchor, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Session, SignInStep } from "../../../../contract/index.ts";
import { usePasskeys } from "../../../app/session/use-passkeys.ts";
import { say } from "../words/index.ts";
import { CodeStep } from "./CodeStep.tsx";
import { PasskeyButton } from "./PasskeyButton.tsx";
import { RecoveryCodeStep } from "./RecoveryCodeStep.tsx";
import { SignInFailure } from "./SignInFailure.tsx";

type Way = "totp" | "recovery-code" | "passkey";
type Props = {
  readonly step: Extract<SignInStep, { step: "second-factor" }>;
  readonly onSignedIn: (session: Session) => void;
  readonly onFailure: (error: unknown) => void;
  readonly back: () => void;
};

/** What the person has beside the password; the usual one first, the others one click away. */
export function SecondFactorStep({ step, onSignedIn, onFailure, back }: Props) {
  const passkeys = usePasskeys();
  const ways = (step.methods ?? ["totp"]).filter((way) => way !== "passkey" || passkeys);
  const [chosen, setChosen] = useState<Way>(ways.find((way) => way !== "recovery-code") ?? "recovery-code");
  return (
    <Stack gap="md">
      {chosen === "totp" && <CodeStep challenge={step.challenge} onSignedIn={onSignedIn} onFailure={onFailure} />}
      {chosen === "recovery-code" && (
        <RecoveryCodeStep challenge={step.challenge} onSignedIn={onSignedIn} onFailure={onFailure} />
      )}
      {chosen === "passkey" && <PasskeyWay onSignedIn={onSignedIn} />}
      <Group gap="md">
        {ways
          .filter((way) => way !== chosen)
          .map((way) => (
            <Anchor key={way} component="button" type="button" size="md" onClick={() => setChosen(way)}>
              {wayWords[way]}
            </Anchor>
          ))}
        <Anchor component="button" type="button" size="md" onClick={back}>
          {say("useAnotherName")}
        </Anchor>
      </Group>
    </Stack>
  );
}

const wayWords: Readonly<Record<Way, string>> = {
  totp: say("useApp"),
  "recovery-code": say("useRecoveryCode"),
  passkey: say("usePasskey"),
};

function PasskeyWay({ onSignedIn }: { readonly onSignedIn: (session: Session) => void }) {
  const [failure, setFailure] = useState<unknown>(undefined);
  return (
    <Stack gap="md">
      <Text>{say("passkeyIsEnough")}</Text>
      {failure !== undefined && <SignInFailure error={failure} passkeys={false} />}
      <PasskeyButton autoFocus onSignedIn={onSignedIn} onFailure={setFailure} />
    </Stack>
  );
}
