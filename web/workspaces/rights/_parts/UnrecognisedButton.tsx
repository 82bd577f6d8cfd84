import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { RightsLaw } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { sendsForm } from "../../../ui/sends-form.ts";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { LawChoice } from "./LawChoice.tsx";
import { useAsk } from "./rights-calls.ts";

/** Asks for an explanation of a look that a patient doesn't recognise: the officer has to answer, in the law's time.
 *  @param look who it was and when, with the entry of the ledger
 *  @param large to hit with a finger */
export function UnrecognisedButton({ look, large = false }: { readonly look: string; readonly large?: boolean }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        {...(large ? { size: "sm", h: 44 } : { size: "compact-sm" })}
        variant="default"
        onClick={() => setAsking(true)}
      >
        I don’t recognise this…
      </Button>
      {asking && <AskDialog look={look} close={() => setAsking(false)} />}
    </>
  );
}

function AskDialog({ look, close }: { readonly look: string; readonly close: () => void }) {
  useFocusBack();
  const ask = useAsk();
  const [law, setLaw] = useState<RightsLaw>("gdpr");
  const [words, setWords] = useState("");
  const go = () =>
    ask.mutate(
      { kind: "explanation", law, asked: [`I don’t recognise this: ${look}`, words.trim()].join("\n").trim() },
      {
        onSuccess: () => {
          announce("Asked");
          close();
        },
      },
    );
  return (
    <Modal opened onClose={close} title="Ask what this look was for" closeButtonProps={{ "aria-label": "Close" }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <Stack gap="md">
          <Text size="sm">{look}</Text>
          <Textarea
            label="Anything to add"
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
              Ask
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
