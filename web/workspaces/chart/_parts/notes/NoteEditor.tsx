import { Button, Textarea, TextInput } from "@mantine/core";
import { IconSignature, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { allows } from "../../../../app/session/allows.ts";
import { useSession, useSessionState } from "../../../../app/session/use-session.ts";
import { announce } from "../../../../ui/announce.ts";
import { Kbd } from "../../../../ui/Kbd.tsx";
import { later } from "../../../../ui/later.tsx";
import { Section } from "../layout/Section.tsx";
import { notesQuery } from "../record/use-record.ts";
import { MedicineSummary } from "../summary/MedicineSummary.tsx";
import { ProblemSummary } from "../summary/ProblemSummary.tsx";
import { ResultSummary } from "../summary/ResultSummary.tsx";
import { ConflictView } from "./ConflictView.tsx";
import { type DraftLinks, isBlank } from "./draft-copy.ts";
import { allowsDraftStep } from "./draft-phase.ts";
import type { DraftSession } from "./draft-session.ts";
import { noteThreads } from "./note.ts";
import classes from "./NoteEditor.module.css";
import { NoteReader } from "./NoteReader.tsx";
import { SaveLine } from "./SaveLine.tsx";
import { nextSignatureQuery } from "../../../../app/signing/next-signature.ts";
import { useSnippets } from "./snippet-calls.ts";
import { expandSnippet } from "./snippets.ts";
import { useTemplates } from "./own-templates.ts";
import { withTemplate } from "./templates.ts";
import { GoOnAnew } from "./GoOnAnew.tsx";
import { OtherWindow } from "./OtherWindow.tsx";
import { WritingMenu } from "./WritingMenu.tsx";
import { figures, inEnglish } from "../../../../language/index.ts";
import { listText } from "../../../../ui/list-text.ts";
import { say } from "./words/index.ts";

const DiscardDialog = later(async () => (await import("./DiscardDialog.tsx")).DiscardDialog);
const SignDialog = later(async () => (await import("./SignDialog.tsx")).SignDialog);
const SnippetsDialog = later(async () => (await import("./SnippetsDialog.tsx")).SnippetsDialog);

type Props = { readonly draft: DraftSession; readonly leave: (signedNote?: string) => void };

const mostLetters = 200_000;

/** Title, text, and the line that always says where the words are. */
export function NoteEditor({ draft, leave }: Props) {
  const state = useSyncExternalStore(draft.subscribe, draft.current);
  const sessionEnded = useSessionState().kind === "ended";
  // Asked before the dialog opens, so that it opens with the right field.
  useQuery({ ...nextSignatureQuery, retry: false });
  const [dialog, setDialog] = useState<"sign" | "discard" | "snippets" | undefined>(undefined);
  const text = useRef<HTMLTextAreaElement>(null);
  const locked = !allowsDraftStep(state.phase, "typed");
  const snippets = useSnippets();
  const blank = isBlank(state);

  useEffect(() => {
    text.current?.focus({ preventScroll: true });
    // Leaving the editor sends at once what is due; the draft itself runs on.
    return () => void draft.flush();
  }, [draft]);

  const templates = useTemplates();
  const askToSign = () => {
    if (blank || state.phase === "conflict") return;
    void draft.flush();
    setDialog("sign");
  };
  const use = (name: string) => {
    const template = templates.find((one) => one.name === name);
    if (template === undefined) return;
    const words = withTemplate(state, template);
    draft.type({ ...words, template: template.version });
    announce(say("headingsAdded", { name }));
    // The cursor waits under the first new heading, once the menu has given the focus back.
    const caret = words.text.lastIndexOf(template.text) + template.text.indexOf("\n") + 1;
    setTimeout(() => {
      text.current?.focus();
      text.current?.setSelectionRange(caret, caret);
    }, 120);
  };

  const caretNext = useRef<number | undefined>(undefined);
  // Before the next key: with its new text the field would leave the cursor at the end.
  useLayoutEffect(() => {
    if (caretNext.current === undefined) return;
    text.current?.setSelectionRange(caretNext.current, caretNext.current);
    caretNext.current = undefined;
  });
  const write = (field: HTMLTextAreaElement) => {
    const expanded = expandSnippet(field.value, field.selectionStart, snippets.data ?? []);
    draft.type({ text: expanded?.text ?? field.value });
    if (expanded === undefined) return;
    caretNext.current = expanded.caret;
  };

  return (
    <Section
      title={titleOf(state)}
      level={1}
      actions={
        <>
          <WritingMenu draft={draft} locked={locked} use={use} openSnippets={() => setDialog("snippets")} />
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconTrash size={15} aria-hidden />}
            onClick={() => setDialog("discard")}
            disabled={locked || state.phase === "conflict"}
          >
            {say("discard")}
          </Button>
          <Button
            size="compact-sm"
            leftSection={<IconSignature size={16} aria-hidden />}
            onClick={askToSign}
            disabled={blank || locked || state.phase === "conflict"}
            aria-keyshortcuts="Control+Enter"
          >
            {say("sign")}
          </Button>
        </>
      }
    >
      <div className={classes.desk}>
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Ctrl+Enter works from every field of the form */}
        <div
          className={classes.editor}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            askToSign();
          }}
        >
          <SaveLine state={state} sessionEnded={sessionEnded} tryNow={() => void draft.flush()} />
          {state.phase === "refused" && state.gone && <GoOnAnew draft={draft} />}
          <OtherWindow draftId={state.id} />
          {state.phase === "conflict" && state.theirs !== undefined && (
            <ConflictView state={state} theirs={state.theirs} keep={draft.keepMine} take={draft.takeTheirs} />
          )}
          <TextInput
            label={say("title")}
            dir="auto"
            value={state.title}
            maxLength={200}
            readOnly={locked}
            onChange={(event) => draft.type({ title: event.currentTarget.value })}
            autoComplete="off"
          />
          <Textarea
            ref={text}
            label={say("text")}
            dir="auto"
            description={
              state.text.length > mostLetters * 0.9
                ? say("lettersLeft", { count: figures().format(mostLetters - state.text.length) })
                : undefined
            }
            value={state.text}
            maxLength={mostLetters}
            readOnly={locked}
            styles={{ input: { minBlockSize: "16lh" } }}
            onChange={(event) => write(event.currentTarget)}
            classNames={{ input: classes.text }}
            spellCheck
          />
          {state.noticed !== undefined && state.noticed.length > 0 && (
            <p className={classes.hint}>
              {say.rich("seemsToHold", {
                things: (
                  <bdi key="things" lang={inEnglish.lang}>
                    {listText(state.noticed)}
                  </bdi>
                ),
              })}
            </p>
          )}
          <p className={classes.hint}>{say.rich("everyWordKept", { keys: <Kbd key="keys" keys="Ctrl Enter" /> })}</p>
        </div>
        <aside className={classes.beside} aria-label={say("fromTheChart")}>
          {state.addendumTo !== undefined && (
            <Earlier patientId={state.patientId} noteId={state.addendumTo} title={say("addendumStandsUnder")} />
          )}
          {state.replaces !== undefined && (
            <Earlier patientId={state.patientId} noteId={state.replaces} title={say("whatCameBack")} />
          )}
          {state.addendumTo === undefined && state.replaces === undefined && <Beside />}
        </aside>
      </div>
      {dialog === "sign" && <SignDialog draft={draft} close={() => setDialog(undefined)} signed={(id) => leave(id)} />}
      {dialog === "snippets" && <SnippetsDialog close={() => setDialog(undefined)} />}
      {dialog === "discard" && (
        <DiscardDialog draft={draft} close={() => setDialog(undefined)} discarded={() => leave()} />
      )}
    </Section>
  );
}

/** What a note is mostly written about. */
function Beside() {
  const { scopes } = useSession();
  const may = (type: string) => allows(scopes, type, "s");
  return (
    <>
      {may("Observation") && <ResultSummary />}
      {may("MedicationRequest") && <MedicineSummary />}
      {may("Condition") && <ProblemSummary />}
    </>
  );
}

function titleOf({ addendumTo, replaces }: DraftLinks): string {
  if (replaces !== undefined) return say("writeAnew");
  return addendumTo === undefined ? say("writeNote") : say("writeAddendum");
}

type EarlierProps = { readonly patientId: string; readonly noteId: string; readonly title: string };

/** What the addendum adds to, or what a note is written in place of, to read while writing. */
function Earlier({ patientId, noteId, title }: EarlierProps) {
  const notes = useQuery(notesQuery(patientId));
  const thread = useMemo(
    () =>
      notes.data === undefined
        ? undefined
        : noteThreads(notes.data.matches, notes.data.included).find(
            (one) => one.note.id === noteId || one.addenda.some((addendum) => addendum.id === noteId),
          ),
    [notes.data, noteId],
  );
  if (thread === undefined) return null;
  return (
    <Section title={title}>
      <NoteReader thread={thread} />
    </Section>
  );
}
