import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { IconDownload, IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { dateText } from "../../../ui/dates.ts";
import { saveFile } from "../../../ui/save-file.ts";
import classes from "./RecoveryCodesSheet.module.css";
import { recoveryCodesText } from "./recovery-codes-text.ts";

type Props = {
  readonly codes: readonly string[];
  /** Whose they are, as it stands on the print. */
  readonly username: string;
  readonly busy?: boolean;
  readonly done: () => void;
};

/** Recovery codes, the only time they are shown. Goes on once the person says that they are kept. */
export function RecoveryCodesSheet({ codes, username, busy = false, done }: Props) {
  const [kept, setKept] = useState(false);
  const today = dateText(new Date().toISOString());
  const text = recoveryCodesText({ codes, username, house: window.location.host, day: today });
  return (
    <Stack gap="md">
      <Text>
        Should you lose your phone or your passkey, each of these lets you in once in its place. They are shown only
        now: print them or put them into a password manager, and not on the device you sign in with.
      </Text>
      <section className={classes.sheet} aria-label="Your recovery codes">
        <p className={classes.whose}>
          Wardbook recovery codes · {username} · {window.location.host} · {today}
        </p>
        <ol className={classes.codes} translate="no">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
      </section>
      <Group gap="xs" className={classes.keep}>
        <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
          Print
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => saveFile("wardbook-recovery-codes.txt", text, "text/plain")}
        >
          Save as a file
        </Button>
        <CopyButton text={text} what="recovery codes" />
      </Group>
      <Checkbox
        className={classes.keep}
        label="I have kept these codes where I find them without this device."
        checked={kept}
        onChange={(event) => setKept(event.currentTarget.checked)}
      />
      <Group className={classes.keep}>
        <Button size="md" disabled={!kept} loading={busy} onClick={done}>
          Go on
        </Button>
      </Group>
    </Stack>
  );
}
