import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { RightsLaw } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { sendsForm } from "../../../ui/sends-form.ts";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { LawChoice } from "./LawChoice.tsx";
import { useAsk } from "./rights-calls.ts";
import { inEnglish } from "../../../language/index.ts";
import { say } from "../words/index.ts";

/** For whoever has to answer: they read it in the language of the ledger. */
const unrecognised = (look: string) => `I don’t recognise this: ${look}`;

/** Which law it is asked under, and what else there is to say. */
export function UnrecognisedDialog({ look, close }: { readonly look: string; readonly close: () => void }) {
  useFocusBack();
  const ask = useAsk();
  const [law, setLaw] = useState<RightsLaw>("gdpr");
  const [words, setWords] = useState("");
  const go = () =>
    ask.mutate(
      { kind: "explanation", law, asked: [unrecognised(look), words.trim()].join("\n").trim() },
      {
        onSuccess: () => {
          announce(say("asked"));
          close();
        },
      },
    );
  return (
    <Modal opened onClose={close} title={say("askWhatLook")} closeButtonProps={{ "aria-label": say("close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <Stack gap="md">
          <Text {...inEnglish} size="sm">
            {look}
          </Text>
          <Textarea
            label={say("anythingToAdd")}
            data-autofocus
            autosize
            minRows={2}
            maxLength={3000}
            value={words}
            onKeyDown={sendsForm}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <LawChoice law={law} onChange={setLaw} />
          {ask.error !== null && <ErrorNotice error={ask.error} />}
          <Group>
            <Button type="submit" loading={ask.isPending}>
              {say("ask")}
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
