import { Code, Stack, Text } from "@mantine/core";
import type { Enrolment, Session } from "../../../../contract/index.ts";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { QrCode } from "../../../ui/QrCode.tsx";
import { CodeField } from "./CodeField.tsx";
import classes from "./EnrolStep.module.css";
import { useCode } from "./use-code.ts";

type Props = {
  readonly enrolment: Enrolment;
  readonly onSignedIn: (session: Session) => void;
  readonly onFailure: (error: unknown) => void;
};

/** Ties an authenticator app to the person, and proves it with its first code. */
export function EnrolStep({ enrolment, onSignedIn, onFailure }: Props) {
  const code = useCode(enrolment.challenge, { onSignedIn, onFailure });
  return (
    <Stack gap="md">
      <Text>
        From now on you sign in with your password and a code from your phone. Scan this with any authenticator app,
        such as Aegis, Google Authenticator, 1Password or Microsoft Authenticator.
      </Text>
      <div className={classes.key}>
        <QrCode text={enrolment.totpUri} label="QR code that adds Wardbook to an authenticator app" />
        <div className={classes.byHand}>
          <Text size="sm" c="dimmed">
            Can’t scan? Type this key into the app:
          </Text>
          <Code className={classes.secret}>{enrolment.totpSecret.replaceAll(/(.{4})(?=.)/g, "$1 ")}</Code>
          <CopyButton text={enrolment.totpSecret} what="key" />
        </div>
      </div>
      {code.error !== null && <ErrorNotice error={code.error} />}
      <CodeField
        label="The code that the app shows now"
        value={code.digits}
        onChange={code.change}
        disabled={code.pending}
        fieldRef={code.field}
      />
      <Text role="status" c="dimmed" size="sm" mih={20}>
        {code.pending || code.done ? "Checking the code…" : ""}
      </Text>
    </Stack>
  );
}
