import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import type { RightsEvent, RightsRequest } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { sendsForm } from "../../../ui/sends-form.ts";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useChange } from "./rights-calls.ts";
import { actWords, stepWords } from "./rights-words.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly request: RightsRequest;
  readonly event: Exclude<RightsEvent, "decide">;
  readonly close: () => void;
};

/** One step of a request, with what has to be said for it. */
export function StepDialog({ request, event, close }: Props) {
  useFocusBack();
  const change = useChange(request.id);
  const [note, setNote] = useState("");
  const { label, asks } = actWords[event];
  const go = () =>
    change.mutate(
      { event, revision: request.revision, note: note.trim() },
      {
        onSuccess: () => {
          announce(stepWords[event]);
          close();
        },
      },
    );
  return (
    <Modal opened onClose={close} title={label.replace("…", "")} closeButtonProps={{ "aria-label": say("close") }}>
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          if (note.trim() !== "") go();
        }}
      >
        <Stack gap="md">
          <Textarea
            label={asks}
            data-autofocus
            autosize
            minRows={3}
            maxLength={2000}
            value={note}
            onKeyDown={sendsForm}
            onChange={(changed) => setNote(changed.currentTarget.value)}
          />
          {change.error !== null && <ErrorNotice error={change.error} />}
          <Group>
            <Button disabled={note.trim() === ""} loading={change.isPending} type="submit">
              {label.replace("…", "")}
            </Button>
            <Button variant="subtle" onClick={close}>
              {say("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
