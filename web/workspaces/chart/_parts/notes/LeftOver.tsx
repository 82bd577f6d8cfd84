import { Button, Group } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Section } from "../layout/Section.tsx";
import type { DraftLinks, Words } from "./draft-copy.ts";
import { NoteText } from "./NoteText.tsx";
import { removeFromDevice } from "./open-drafts.ts";
import { useGoOnAnew } from "./use-go-on-anew.ts";
import { say } from "./words/index.ts";

type Props = {
  readonly words: Words;
  readonly links: DraftLinks;
  readonly draftId: string;
  readonly patientId: string;
  readonly personId: string;
};

/** Words that outlived their draft: it was signed or discarded elsewhere while these were typed here. */
export function LeftOver({ words, links, draftId, patientId, personId }: Props) {
  const navigate = useNavigate();
  const goOn = useGoOnAnew();
  const drop = async () => {
    await removeFromDevice(personId, draftId);
    void navigate({ to: "/patients/$patientId/notes", params: { patientId }, replace: true });
  };
  return (
    <Section title={say("wordsLeftOver")} level={1}>
      <p>{say("leftOverWhy")}</p>
      <NoteText text={words.title === "" ? words.text : `${words.title}\n\n${words.text}`} />
      <Group mt="md">
        <Button onClick={() => void goOn({ draftId, patientId, links }, words)}>{say("keepAsNew")}</Button>
        <Button variant="default" onClick={() => void drop()}>
          {say("dontNeed")}
        </Button>
      </Group>
    </Section>
  );
}
