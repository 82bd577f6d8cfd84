import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { IconDownload, IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { dateText } from "../../../ui/dates.ts";
import { saveFile } from "../../../ui/save-file.ts";
import classes from "./RecoveryCodesSheet.module.css";
import { recoveryCodesText } from "./recovery-codes-text.ts";
import { say } from "../words/index.ts";

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
      <Text>{say("codesWhy")}</Text>
      <section className={classes.sheet} aria-label={say("yourCodes")}>
        <p className={classes.whose}>{say("codesOf", { username, host: window.location.host, today })}</p>
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
          {say("print")}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => saveFile("wardbook-recovery-codes.txt", text, "text/plain")}
        >
          {say("saveAsFile")}
        </Button>
        <CopyButton text={text} what={say("recoveryCodes")} />
      </Group>
      <Checkbox
        className={classes.keep}
        label={say("keptSafely")}
        checked={kept}
        onChange={(event) => setKept(event.currentTarget.checked)}
      />
      <Group className={classes.keep}>
        <Button size="md" disabled={!kept} loading={busy} onClick={done}>
          {say("goOn")}
        </Button>
      </Group>
    </Stack>
  );
}
