import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { useUndoMerge } from "../../../people/_parts/merge-calls.ts";
import { say } from "../../words/index.ts";

/** Takes the two apart again. */
export function UndoMerge({ replacedId, name }: { readonly replacedId: string; readonly name: string }) {
  const [isOpen, dialog] = useDisclosure(false);
  const [why, setWhy] = useState("");
  const undo = useUndoMerge();
  const send = () =>
    undo.mutate(
      { replacedId, why: why.trim() },
      {
        onSuccess: () => {
          announce(say("mergeUndone"));
          dialog.close();
        },
      },
    );
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={dialog.open} aria-label={say("undoMergeOf", { name })}>
        {say("undoMerge")}
      </Button>
      <Modal opened={isOpen} onClose={dialog.close} title={say("undoMerge")}>
        <Stack gap="md">
          {undo.error !== null && <ErrorNotice error={undo.error} />}
          <Textarea
            label={say("whyTwo")}
            data-autofocus
            autosize
            minRows={2}
            maxLength={500}
            value={why}
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
          <Group>
            <Button onClick={send} loading={undo.isPending} disabled={why.trim().length < 3}>
              {say("undoMerge")}
            </Button>
            <Button variant="subtle" onClick={dialog.close}>
              {say("leaveIt")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
