import { Button, Checkbox, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { RightsLaw } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { sendsForm } from "../../../ui/sends-form.ts";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { LawChoice } from "../../rights/_parts/LawChoice.tsx";
import { useAsk } from "../../rights/_parts/rights-calls.ts";
import { correctWords } from "./home-words.ts";
import { inEnglish } from "../../../language/index.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly asked: string;
  readonly words: string;
  readonly setWords: (words: string) => void;
  readonly close: () => void;
};

/** What is wrong with it, in the person's own words. */
export function CorrectDialog({ asked, words, setWords, close }: Props) {
  useFocusBack();
  const ask = useAsk();
  const [law, setLaw] = useState<RightsLaw>("gdpr");
  const [missing, setMissing] = useState(false);
  const [restricts, setRestricts] = useState(false);
  // Under HIPAA who uses it isn't theirs to stop.
  const mayRestrict = law !== "hipaa";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(words.trim() === "");
    if (words.trim() === "") return;
    const said = `${asked}\n${words.trim()}`;
    const sent = {
      onSuccess: () => {
        announce(correctWords.sent);
        setWords("");
        close();
      },
    };
    const correct = () => ask.mutate({ kind: "rectification", law, asked: said }, sent);
    if (!restricts || !mayRestrict) correct();
    else
      ask.mutate(
        { kind: "restriction", law, asked: correctWords.askedToRestrict(said) },
        {
          onSuccess: () => {
            // Asked once, whatever becomes of the rest.
            setRestricts(false);
            correct();
          },
        },
      );
  };
  return (
    <Modal opened onClose={close} title={correctWords.title} closeButtonProps={{ "aria-label": say("close") }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text {...inEnglish} fw={600}>
            {asked}
          </Text>
          <Text>{correctWords.about}</Text>
          <Textarea
            label={correctWords.label}
            data-autofocus
            size="md"
            minRows={3}
            maxLength={3000}
            value={words}
            error={missing ? correctWords.missing : undefined}
            onKeyDown={sendsForm}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          {mayRestrict && (
            <Checkbox
              label={correctWords.alsoRestrict}
              checked={restricts}
              onChange={(event) => setRestricts(event.currentTarget.checked)}
            />
          )}
          <LawChoice law={law} onChange={setLaw} />
          {ask.error !== null && <ErrorNotice error={ask.error} />}
          <Group>
            <Button type="submit" size="md" loading={ask.isPending}>
              {correctWords.send}
            </Button>
            <Button variant="subtle" size="md" onClick={close}>
              {correctWords.cancel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
