import { Stack, Text } from "@mantine/core";
import type { Session } from "../../../../contract/index.ts";
import { say } from "../words/index.ts";
import { CodeEntry } from "./CodeEntry.tsx";
import { SignInFailure } from "./SignInFailure.tsx";
import { confirmCode } from "./sign-in-calls.ts";
import { useCode } from "./use-code.ts";

type Props = {
  readonly challenge: string;
  readonly onSignedIn: (session: Session) => void;
  readonly onFailure: (error: unknown) => void;
};

/** Second factor: the code that the authenticator app shows now. */
export function CodeStep({ challenge, onSignedIn, onFailure }: Props) {
  const code = useCode({ confirm: (digits) => confirmCode(challenge, digits), onDone: onSignedIn, onFailure });
  return (
    <Stack gap="md">
      <Text>{say("openApp")}</Text>
      {code.error !== null && <SignInFailure error={code.error} passkeys={false} />}
      <CodeEntry code={code} label={say("code")} meanwhile={say("signingIn")} />
    </Stack>
  );
}
