import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { useGiveBack } from "./co-signing-calls.ts";
import type { NoteSummary } from "./note.ts";
import { say } from "./words/index.ts";

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
      announce(isMine ? say("takenBack") : say("givenBackToAuthor"));
      close();
    };
    giveBack.mutate({ words: words.trim() }, { onSuccess: done });
  };
  const title = isMine ? say("takeThisBack") : say("giveThisBack");
  return (
    <Modal opened onClose={close} title={<b>{title}</b>} closeButtonProps={{ "aria-label": say("close") }}>
      <form onSubmit={go}>
        <Stack gap="md">
          <Text>
            {say(isMine ? "staysUntilYou" : "staysUntilAuthor", {
              title: note.title,
              author: note.author ?? say("authorUnrecorded"),
            })}
          </Text>
          <Textarea
            label={isMine ? say("why") : say("whatOtherwise")}
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
              {isMine ? say("takeItBack") : say("giveItBack")}
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
