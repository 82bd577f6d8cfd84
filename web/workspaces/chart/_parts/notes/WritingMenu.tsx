import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconCornerDownRight, IconTextPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { allows } from "../../../../app/session/allows.ts";
import { useSession } from "../../../../app/session/use-session.ts";
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
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="default"
          rightSection={<IconChevronDown size={14} aria-hidden />}
          disabled={locked}
        >
          {say("headings")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {templates.map((template) => (
          <Menu.Item key={template.name} onClick={() => use(template.name)}>
            <bdi>{template.name}</bdi>
          </Menu.Item>
        ))}
        <Menu.Divider />
        {allows(scopes, "DocumentReference", "s") && (
          <Menu.Item leftSection={<IconCornerDownRight size={15} aria-hidden />} onClick={() => void carry()}>
            {say("carryForward")}
          </Menu.Item>
        )}
        {allows(scopes, "Basic", "c") && (
          <Menu.Item leftSection={<IconTextPlus size={15} aria-hidden />} onClick={openSnippets}>
            {say("snippetsEllipsis")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
