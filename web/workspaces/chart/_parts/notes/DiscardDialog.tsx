import { Button, Group, Modal, Text } from "@mantine/core";
import { useState } from "react";
import { announce } from "../../../../ui/announce.ts";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { isBlank } from "./draft-copy.ts";
import { draftTitle } from "./draft-lists.ts";
import type { DraftSession } from "./draft-session.ts";
import { say } from "./words/index.ts";

type Props = { readonly draft: DraftSession; readonly close: () => void; readonly discarded: () => void };

/** Throwing words away is the one act here that can't be undone, so it names what goes. */
export function DiscardDialog({ draft, close, discarded }: Props) {
  useFocusBack();
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const state = draft.current();
  const words = state.text.trim() === "" ? 0 : state.text.trim().split(/\s+/).length;
  const discard = async () => {
    setBusy(true);
    const why = await draft.discard();
    setBusy(false);
    if (why !== undefined) return setRefusal(why);
    announce(say("draftDiscarded"));
    discarded();
  };
  return (
    <Modal opened onClose={close} title={<b>{say("discardThis")}</b>} closeButtonProps={{ "aria-label": say("close") }}>
      <Text>{isBlank(state) ? say("hasNoWords") : say("wordsGo", { title: draftTitle(state), count: words })}</Text>
      {refusal !== undefined && (
        <Text role="alert" c="var(--mantine-color-error)" mt="sm">
          {refusal}
        </Text>
      )}
      <Group justify="end" gap="xs" mt="md">
        <Button variant="default" onClick={close} data-autofocus>
          {say("keepWriting")}
        </Button>
        <Button color="red" onClick={() => void discard()} loading={busy}>
          {say("discardTheDraft")}
        </Button>
      </Group>
    </Modal>
  );
}
