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
import { figures } from "../../../language/index.ts";
import { say } from "./ledger/words/index.ts";

const count = figures();

const rhythms = [
  { value: "day", label: say("everyDay") },
  { value: "week", label: say("everyWeek") },
  { value: "month", label: say("everyMonth") },
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
        <EmptyState title={say("sendsNoMail")}>
          {say.rich("sendsNoMailWhy", { c: (inside) => <code key="name">{inside}</code> })}
        </EmptyState>
      )}
      {mail.isSetUp && mail.keepers.length === 0 && !mayChange && <Text size="sm">{say("nobodyGets")}</Text>}
      <Keepers mail={mail} />
      {mayChange && <MailForm mail={mail} />}
    </Stack>
  );
}

function Keepers({ mail: { keepers } }: { readonly mail: CheckpointMailState }) {
  if (keepers.length === 0) return null;
  return (
    <ul className={classes.keepers} aria-label={say("whoGets")}>
      {keepers.map(({ address, sentAt, sentSize, problem }) => (
        <li key={address}>
          <span translate="no">{address}</span>:{" "}
          {sentAt === undefined ? (
            problem === undefined && say("firstWithin")
          ) : (
            <>
              {say.rich("entriesSent", {
                size: count.format(sentSize ?? 0),
                time: <DateText key="at" value={sentAt} shape="date-time" />,
              })}
            </>
          )}
          {problem !== undefined && (
            <strong className={classes.problem}>
              {sentAt !== undefined && "; "}
              {say("triedAgain", { problem: problemWords(problem) })}
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
      return say("mailRefused");
    case "mail/not-signed-in":
      return say("mailNotSignedIn");
    case "mail/enough-for-a-day":
      return say("mailEnough");
    default:
      return say("mailUnreachable");
  }
}

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function faultOf(text: string): string | null {
  const addresses = addressesIn(text);
  const odd = addresses.find((one) => !address.test(one));
  if (odd !== undefined) return say("notAddress", { odd });
  return addresses.length > mostKeepers ? say("noMoreAddresses", { most: mostKeepers }) : null;
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
          label={say("addresses")}
          description={say("addressesWhy", { most: mostKeepers })}
          autosize
          minRows={2}
          spellCheck={false}
          w="28rem"
          maw="100%"
          {...form.getInputProps("addresses")}
        />
        <Select
          label={say("howOften")}
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
