import { Select, Stack, Text, Textarea } from "@mantine/core";
import { type CheckpointMailState, mailRhythm, mostKeepers } from "../../../../contract/index.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { DateText } from "../../../ui/DateText.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { SaveRow } from "../../../ui/SaveRow.tsx";
import { useSettingsForm } from "../../../ui/use-settings-form.ts";
import {
  type MailFields,
  addressesIn,
  fieldsOf,
  useCheckpointMail,
  useSaveCheckpointMail,
} from "./checkpoint-mail-calls.ts";
import classes from "./CheckpointMail.module.css";

const count = new Intl.NumberFormat("en-GB");

const rhythms = [
  { value: "day", label: "Every day" },
  { value: "week", label: "Every week, on Monday" },
  { value: "month", label: "Every month, on the first" },
];

/** Who outside is mailed the newest checkpoint, and whether it reached them. */
export function CheckpointMail() {
  const { permissions = [] } = useSession();
  const { data: mail, error, refetch } = useCheckpointMail();
  if (mail === undefined) return error === null ? null : <ErrorNotice error={error} again={() => void refetch()} />;
  const mayChange = permissions.includes("policies.manage") && (mail.isSetUp || mail.keepers.length > 0);
  return (
    <Stack gap="md">
      {!mail.isSetUp && (
        <EmptyState title="This installation sends no mail.">
          Whoever looks after the server can give it a mail server with <code>WARDBOOK_SMTP_URL</code>. Until then,
          print the checkpoint above now and then, or save it as a file.
        </EmptyState>
      )}
      {mail.isSetUp && mail.keepers.length === 0 && !mayChange && (
        <Text size="sm">Nobody gets any yet. An administrator can say who does.</Text>
      )}
      <Keepers mail={mail} />
      {mayChange && <MailForm mail={mail} />}
    </Stack>
  );
}

function Keepers({ mail: { keepers } }: { readonly mail: CheckpointMailState }) {
  if (keepers.length === 0) return null;
  return (
    <ul className={classes.keepers} aria-label="Who gets checkpoints">
      {keepers.map(({ address, sentAt, sentSize, problem }) => (
        <li key={address}>
          <span translate="no">{address}</span>:{" "}
          {sentAt === undefined ? (
            problem === undefined && "the first is sent within a minute"
          ) : (
            <>
              {count.format(sentSize ?? 0)} entries, sent <DateText value={sentAt} shape="date-time" />
            </>
          )}
          {problem !== undefined && (
            <strong className={classes.problem}>
              {sentAt !== undefined && "; "}
              {problemWords(problem)}. It is tried again.
            </strong>
          )}
        </li>
      ))}
    </ul>
  );
}

function problemWords(code: string): string {
  switch (code) {
    case "mail/refused":
    case "mail/bad-address":
      return "the mail server didn’t take the newest: is the address right?";
    case "mail/not-signed-in":
      return "the newest wasn’t sent: the mail server doesn’t take this installation’s password";
    case "mail/enough-for-a-day":
      return "the first waits: checkpoints were sent to twenty addresses within a day";
    default:
      return "the newest wasn’t sent: the mail server can’t be reached";
  }
}

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function faultOf(text: string): string | null {
  const addresses = addressesIn(text);
  const odd = addresses.find((one) => !address.test(one));
  if (odd !== undefined) return `“${odd}” is not a mail address.`;
  return addresses.length > mostKeepers ? `No more than ${mostKeepers} addresses.` : null;
}

function MailForm({ mail }: { readonly mail: CheckpointMailState }) {
  const save = useSaveCheckpointMail();
  const { form, submit } = useSettingsForm<MailFields>(save, {
    initialValues: fieldsOf(mail),
    validate: { addresses: faultOf },
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm" align="start">
        <Textarea
          label="Addresses"
          description={`One a line, ${mostKeepers} at the most. Whoever gets it keeps it; nobody has to read it.`}
          autosize
          minRows={2}
          spellCheck={false}
          w="28rem"
          maw="100%"
          {...form.getInputProps("addresses")}
        />
        <Select
          label="How often"
          data={rhythms}
          allowDeselect={false}
          w="17rem"
          maw="100%"
          {...form.getInputProps("every")}
          onChange={(value) => form.setFieldValue("every", mailRhythm.parse(value))}
        />
      </Stack>
      <SaveRow save={save} changed={form.isDirty()} undo={() => form.reset()} />
    </form>
  );
}
