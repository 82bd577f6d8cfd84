import { Button, Modal, Stack, Title } from "@mantine/core";
import type { Retained } from "../../../../../contract/index.ts";
import type { Resource } from "../../../../app/api.ts";
import { parseKeepingDigits } from "../../../../app/api/digits.ts";
import { dateTimeText } from "../../../../ui/dates.ts";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { RecordFields } from "../RecordFields.tsx";
import { ReasonDialog } from "./ReasonDialog.tsx";
import { useReadRetained } from "./erasure-calls.ts";
import { recordText } from "./erasure-words.ts";
import { say } from "../../words/index.ts";

/** Asks for the reason, and then shows what stayed of one record, field by field. Nothing of it is kept once the dialog is closed. */
export function ReadRetainedDialog({ retained, close }: { readonly retained: Retained; readonly close: () => void }) {
  useFocusBack();
  const read = useReadRetained(retained.id);
  const body = read.data;
  const title = recordText(retained.fate?.record ?? "");
  if (body === undefined)
    return (
      <ReasonDialog
        title={say("readOf", { title })}
        means={say("readMeansErased")}
        action={say("readIt")}
        call={read}
        tell={(why) => read.mutate(why)}
        close={close}
      />
    );
  return (
    <Modal opened onClose={close} size="lg" title={title} closeButtonProps={{ "aria-label": say("close") }}>
      <Stack gap="md">
        <Title order={3} size="h5">
          {say("whoseItIs")}
        </Title>
        <RecordFields of={{ resourceType: "Patient", ...body.whom } as Resource} />
        {body.versions.map(({ version, writtenAt, deleted, body: text }) => (
          <Stack key={version} gap="xs">
            <Title order={3} size="h5">
              {say(deleted ? "versionDeleted" : "versionWritten", { version, time: dateTimeText(writtenAt) })}
            </Title>
            {!deleted && <RecordFields of={parseKeepingDigits(text) as Resource} />}
          </Stack>
        ))}
        <div>
          <Button onClick={close}>{say("close")}</Button>
        </div>
      </Stack>
    </Modal>
  );
}
