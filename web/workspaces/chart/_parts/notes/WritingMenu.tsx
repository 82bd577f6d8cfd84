import { Button } from "@mantine/core";
import { IconChevronDown, IconCornerDownRight, IconTextPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { allows } from "../../../../app/session/allows.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { ActsButton } from "../../../../ui/ActsButton.tsx";
import { announce } from "../../../../ui/announce.ts";
import { notesQuery } from "../record/use-record.ts";
import { earlierNote, withCarried } from "./carry-forward.ts";
import type { DraftSession } from "./draft-session.ts";
import { noteThreads } from "./note.ts";
import { useTemplates } from "./own-templates.ts";
import { say } from "./words/index.ts";

type Props = {
  readonly draft: DraftSession;
  readonly locked: boolean;
  /** Puts the headings of this name in. */
  readonly use: (template: string) => void;
  readonly openSnippets: () => void;
};

/** What spares typing: headings of the specialties, the last note's words, snippets. */
export function WritingMenu({ draft, locked, use, openSnippets }: Props) {
  const { person, scopes } = useSession();
  const client = useQueryClient();
  const templates = useTemplates();
  const carry = async () => {
    // Read when it is asked for: a look at the notes is told to the patient.
    const notes = await client.fetchQuery(notesQuery(draft.current().patientId)).catch(() => undefined);
    if (notes === undefined) return announce(say("notesUnreadable"));
    const earlier = earlierNote(noteThreads(notes.matches, notes.included), person.displayName);
    if (earlier === undefined) return announce(say("nothingToCarry"));
    draft.type({ text: withCarried(draft.current().text, earlier) });
    announce(say("carriedForward", { title: earlier.title }));
  };
  return (
    <ActsButton
      button={
        <Button
          size="compact-sm"
          variant="default"
          rightSection={<IconChevronDown size={14} aria-hidden />}
          disabled={locked}
        >
          {say("headings")}
        </Button>
      }
      acts={templates.map(({ name }) => ({ key: name, words: <bdi>{name}</bdi>, run: () => use(name) }))}
      others={[
        ...(allows(scopes, "DocumentReference", "s")
          ? [
              {
                key: "carry",
                words: say("carryForward"),
                icon: <IconCornerDownRight size={15} aria-hidden />,
                run: () => void carry(),
              },
            ]
          : []),
        ...(allows(scopes, "Basic", "c")
          ? [
              {
                key: "snippets",
                words: say("snippetsEllipsis"),
                icon: <IconTextPlus size={15} aria-hidden />,
                run: openSnippets,
              },
            ]
          : []),
      ]}
    />
  );
}
