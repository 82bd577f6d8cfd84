import { Button, Modal, Stack } from "@mantine/core";
import type { Resource } from "../../../../app/api.ts";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { ReasonDialog } from "../erasure/ReasonDialog.tsx";
import { recordText } from "../erasure/erasure-words.ts";
import { RecordFields } from "../RecordFields.tsx";
import { useReadRestricted } from "./restriction-calls.ts";
import { say } from "../../words/index.ts";

type Props = { readonly request: string; readonly record: string; readonly close: () => void };

/** Asks for the reason, and then shows one restricted record, field by field. Nothing of it is kept once the dialog is closed. */
export function ReadRestrictedDialog({ request, record, close }: Props) {
  useFocusBack();
  const read = useReadRestricted(request);
  const title = recordText(record);
  if (read.data === undefined)
    return (
      <ReasonDialog
        title={say("readOf", { title })}
        means={say("restrictedRead")}
        action={say("readIt")}
        call={read}
        tell={(why) => read.mutate({ record, why })}
        close={close}
      />
    );
  return (
    <Modal opened onClose={close} size="lg" title={title} closeButtonProps={{ "aria-label": say("close") }}>
      <Stack gap="md">
        <RecordFields of={read.data.resource as Resource} />
        <div>
          <Button onClick={close}>{say("close")}</Button>
        </div>
      </Stack>
    </Modal>
  );
}
