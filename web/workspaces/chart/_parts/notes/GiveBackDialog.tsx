import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { useGiveBack } from "./co-signing-calls.ts";
import type { NoteSummary } from "./note.ts";

type Props = {
  readonly note: NoteSummary;
  readonly patientId: string;
  readonly isMine: boolean;
  readonly close: () => void;
};

/** A note goes back to its author with words: what has to be said otherwise. */
export function GiveBackDialog({ note, patientId, isMine, close }: Props) {
  useFocusBack();
  const giveBack = useGiveBack(patientId, note.id);
  const [words, setWords] = useState("");
  const isReady = words.trim() !== "";
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    const done = () => {
      announce(isMine ? "Taken back" : "Given back to its author");
      close();
    };
    giveBack.mutate({ words: words.trim() }, { onSuccess: done });
  };
  const title = isMine ? "Take this note back" : "Give this note back";
  return (
    <Modal opened onClose={close} title={<b>{title}</b>} closeButtonProps={{ "aria-label": "Close" }}>
      <form onSubmit={go}>
        <Stack gap="md">
          <Text>
            “{note.title}”, by {note.author ?? "an author who isn’t recorded"}. It stays in the chart as it was signed,
            with your words, until {isMine ? "you write" : "its author writes"} another in its place.
          </Text>
          <Textarea
            label={isMine ? "Why" : "What has to be said otherwise"}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            maxLength={2_000}
            autosize
            minRows={3}
            data-autofocus
            required
            withAsterisk={false}
          />
          {giveBack.error !== null && <ErrorNotice error={giveBack.error} />}
          <Group>
            <Button type="submit" loading={giveBack.isPending} disabled={!isReady}>
              {isMine ? "Take it back" : "Give it back"}
            </Button>
            <Button variant="subtle" onClick={close}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
