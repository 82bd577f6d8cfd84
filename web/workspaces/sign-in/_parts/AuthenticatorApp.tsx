import { Code, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Enrolment } from "../../../../contract/index.ts";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { QrCode } from "../../../ui/QrCode.tsx";
import classes from "./AuthenticatorApp.module.css";
import { CodeEntry } from "./CodeEntry.tsx";
import { useCode } from "./use-code.ts";
import { say } from "../words/index.ts";

type Props<Answer> = {
  readonly enrolment: Enrolment;
  /** Sends the first code. */
  readonly confirm: (digits: string) => Promise<Answer>;
  readonly onDone: (answer: Answer) => void;
  readonly onFailure?: (error: unknown) => void;
  /** What it will be for. */
  readonly children: ReactNode;
};

/** Ties an authenticator app to the person, and proves it with its first code. */
export function AuthenticatorApp<Answer>({ enrolment, confirm, onDone, onFailure, children }: Props<Answer>) {
  const code = useCode({ confirm, onDone, onFailure });
  return (
    <Stack gap="md">
      <Text>{children}</Text>
      <div className={classes.key}>
        <QrCode text={enrolment.totpUri} label={say("qrOfApp")} />
        <div className={classes.byHand}>
          <Text size="sm" c="dimmed">
            {say("cantScan")}
          </Text>
          <Code className={classes.secret} translate="no">
            {enrolment.totpSecret.replaceAll(/(.{4})(?=.)/g, "$1 ")}
          </Code>
          <CopyButton text={enrolment.totpSecret} what="key" />
        </div>
      </div>
      {code.error !== null && <ErrorNotice error={code.error} />}
      <CodeEntry code={code} label={say("codeNow")} meanwhile={say("checkingCode")} />
    </Stack>
  );
}
