import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useEffect, useState } from "react";
import type { RightsLetterDraft, RightsLetterList, RightsRequest } from "../../../../../contract/index.ts";
import { announce } from "../../../../ui/announce.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../../ui/use-focus-back.ts";
import { useMake, usePreview } from "./letter-calls.ts";
import { letterAsks, letterWords } from "./letter-words.ts";
import { LetterPaper } from "./LetterPaper.tsx";
import { linesOf } from "./lines-of.ts";
import { say } from "../../words/index.ts";

type Props = {
  readonly request: RightsRequest;
  readonly letter: RightsLetterList["may"][number];
  readonly close: () => void;
};

/** Writes a letter: what it will say is shown before it is made. */
export function LetterDialog({ request, letter, close }: Props) {
  useFocusBack();
  const { kind, needed } = letter;
  const preview = usePreview(request.id);
  const make = useMake(request.id);
  // Undefined: as the record has it.
  const [address, setAddress] = useState<string | undefined>(undefined);
  const [note, setNote] = useState("");
  const draft: RightsLetterDraft = {
    kind,
    ...(address === undefined ? {} : { address: linesOf(address) }),
    ...(note.trim() === "" ? {} : { note: note.trim() }),
  };
  const isShown = preview.data !== undefined && isSame(preview.variables, draft);
  const lacksNote = needed && note.trim() === "";
  const { mutate: look } = preview;
  useEffect(() => {
    if (!needed) look({ kind });
  }, [look, kind, needed]);
  const go = () =>
    make.mutate(
      { ...draft, revision: request.revision },
      {
        onSuccess: () => {
          announce(say("made"));
          close();
        },
      },
    );
  return (
    <Modal opened onClose={close} size="xl" title={letterWords[kind]} closeButtonProps={{ "aria-label": say("close") }}>
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          if (lacksNote) return;
          if (isShown) go();
          else look(draft);
        }}
      >
        <Stack gap="md">
          <Textarea
            label={letterAsks[kind]}
            {...(needed ? {} : { description: say("leaveEmpty") })}
            data-autofocus
            autosize
            minRows={2}
            maxLength={2000}
            value={note}
            onChange={(changed) => setNote(changed.currentTarget.value)}
          />
          <Textarea
            label={say("address")}
            description={say("belowName")}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={1200}
            value={address ?? preview.data?.address.join("\n") ?? ""}
            onChange={(changed) => setAddress(changed.currentTarget.value)}
          />
          {preview.error !== null && <ErrorNotice error={preview.error} />}
          {make.error !== null && <ErrorNotice error={make.error} />}
          {preview.data !== undefined && <LetterPaper preview={preview.data} />}
          <Group>
            <Button type="submit" disabled={lacksNote} loading={preview.isPending || make.isPending}>
              {isShown ? say("makeLetter") : say("preview")}
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

function isSame(one: RightsLetterDraft | undefined, other: RightsLetterDraft): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
