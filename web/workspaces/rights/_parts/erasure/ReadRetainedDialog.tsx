import { Button, Code, Modal, Stack, Text } from "@mantine/core";
import type { Retained } from "../../../../../contract/index.ts";
import { dateTimeText } from "../../../../ui/dates.ts";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { ReasonDialog } from "./ReasonDialog.tsx";
import { useReadRetained } from "./erasure-calls.ts";
import { recordText } from "./erasure-words.ts";

/** Asks for the reason, and then shows what stayed of one record as it was written. Nothing of it is kept once the dialog is closed. */
export function ReadRetainedDialog({ retained, close }: { readonly retained: Retained; readonly close: () => void }) {
  useFocusBack();
  const read = useReadRetained(retained.id);
  const body = read.data;
  const title = recordText(retained.fate?.record ?? "");
  if (body === undefined)
    return (
      <ReasonDialog
        title={`Read ${title}`}
        means="It was erased for everybody else. The ledger tells that you read it, and why."
        action="Read"
        call={read}
        say={(why) => read.mutate(why)}
        close={close}
      />
    );
  return (
    <Modal opened onClose={close} size="lg" title={title} closeButtonProps={{ "aria-label": "Close" }}>
      <Stack gap="md">
        <Text size="sm">Whose it is, as their record said last:</Text>
        <Code block tabIndex={0} aria-label="Whose it is">
          {JSON.stringify(body.whom, undefined, 2)}
        </Code>
        {body.versions.map(({ version, writtenAt, deleted, body: text }) => (
          <Stack key={version} gap="xs">
            <Text size="sm">
              Version {version}, {deleted ? "deleted" : "written"} {dateTimeText(writtenAt)}
            </Text>
            {!deleted && (
              <Code block tabIndex={0} aria-label={`Version ${version}`}>
                {text}
              </Code>
            )}
          </Stack>
        ))}
        <div>
          <Button onClick={close}>Close</Button>
        </div>
      </Stack>
    </Modal>
  );
}
