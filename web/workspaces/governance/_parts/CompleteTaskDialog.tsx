import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import type { OfficerTask } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { sendsForm } from "../../../ui/sends-form.ts";
import { useCompleteTask } from "./task-calls.ts";
import { say } from "../words/index.ts";

/** Says what was found and done. */
export function CompleteTaskDialog({ task, close }: { readonly task: OfficerTask; readonly close: () => void }) {
  useFocusBack();
  const complete = useCompleteTask();
  const [note, setNote] = useState("");
  const go = () =>
    complete.mutate(
      { id: task.id, note: note.trim() },
      {
        onSuccess: () => {
          announce(say("done"));
          close();
        },
      },
    );
  return (
    <Modal opened onClose={close} title={task.title} closeButtonProps={{ "aria-label": say("close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (note.trim().length >= 3) go();
        }}
      >
        <Stack gap="md">
          <Textarea
            label={say("whatYouFound")}
            data-autofocus
            autosize
            minRows={3}
            maxLength={2000}
            value={note}
            onKeyDown={sendsForm}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {complete.error !== null && <ErrorNotice error={complete.error} />}
          <Group>
            <Button disabled={note.trim().length < 3} loading={complete.isPending} type="submit">
              {say("done")}
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
