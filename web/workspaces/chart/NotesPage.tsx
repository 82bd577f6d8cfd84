import { Button, TextInput } from "@mantine/core";
import { IconMailForward, IconPaperclip, IconPencilPlus, IconSearch } from "@tabler/icons-react";
import { Link, useSearch } from "@tanstack/react-router";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { allows } from "../../app/session/allows.ts";
import { useSession } from "../../app/session/use-session.ts";
import { referenceId } from "../../ui/clinical/codes.ts";
import { formatDateTime } from "../../ui/clinical/dates.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { Nothing, Waiting } from "./_parts/layout/Loaded.tsx";
import { NotAll } from "./_parts/layout/NotAll.tsx";
import { Section } from "./_parts/layout/Section.tsx";
import { useRowKeys } from "./_parts/layout/use-row-keys.ts";
import { NewNoteButton } from "./_parts/notes/NewNoteButton.tsx";
import { findInThreads, type NoteSummary, noteThreads } from "./_parts/notes/note.ts";
import { NoteReader } from "./_parts/notes/NoteReader.tsx";
import { OpenDrafts } from "./_parts/notes/OpenDrafts.tsx";
import { SensitivityChips } from "./_parts/sensitivity/SensitivityChips.tsx";
import { useChart } from "./_parts/record/use-chart.ts";
import { useNotes } from "./_parts/record/use-record.ts";
import { say } from "./_parts/notes/words/index.ts";
import classes from "./NotesPage.module.css";

/** Open drafts first, then every note; the chosen one beside the list. */
export function NotesPage() {
  const chart = useChart();
  const session = useSession();
  const mayWrite = allows(session.scopes, "DocumentReference", "c");
  const notes = useNotes(chart);
  const { note: chosenId } = useSearch({ from: "/signed-in/patients/$patientId/notes" });
  const list = useRef<HTMLDivElement>(null);
  const reader = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState("");
  const sought = useDeferredValue(asked);
  useRowKeys(list);
  const threads = useMemo(
    () => (notes.data === undefined ? undefined : noteThreads(notes.data.matches, notes.data.included)),
    [notes.data],
  );
  const found = useMemo(() => findInThreads(threads ?? [], sought), [threads, sought]);
  const chosen =
    threads?.find((thread) => thread.note.id === chosenId || thread.addenda.some((one) => one.id === chosenId)) ??
    (chosenId === undefined ? threads?.[0] : undefined);
  useEffect(() => {
    // On a phone the reader stands under the list: go there when a note is chosen.
    if (chosenId !== undefined && reader.current !== null && window.matchMedia("(max-width: 61.99em)").matches)
      reader.current.scrollIntoView({ block: "start" });
  }, [chosenId]);
  return (
    <div>
      {mayWrite && <OpenDrafts patientId={chart.patientId} personId={session.person.id} />}
      <Section
        title={say("notes")}
        level={1}
        aside={threads === undefined || threads.length === 0 ? undefined : `${threads.length}`}
        actions={
          mayWrite && (
            <>
              <LetterButton patientId={chart.patientId} />
              <NewNoteButton patientId={chart.patientId} />
            </>
          )
        }
      >
        {threads === undefined ? (
          <Waiting queries={[notes]} what={say("whatNotes")} lines={6} />
        ) : threads.length === 0 ? (
          <EmptyState title={say("noNoteYet")} action={mayWrite && <NewNoteButton patientId={chart.patientId} />}>
            {say.rich("notesStandHere", { key: <Kbd key="key" keys="n" /> })}
          </EmptyState>
        ) : (
          <div className={classes.split}>
            <div ref={list} className={classes.list}>
              <NotAll complete={notes.data?.complete ?? true} what={say("whatNotes")} />
              <TextInput
                data-search
                type="search"
                size="xs"
                mb={4}
                aria-label={say("findInNotes")}
                placeholder={say("findInNotes")}
                leftSection={<IconSearch size={14} aria-hidden />}
                rightSection={<Kbd keys="/" />}
                value={asked}
                onChange={(event) => setAsked(event.currentTarget.value)}
              />
              {found.map((thread) => (
                <Link
                  key={thread.note.id}
                  to="/patients/$patientId/notes"
                  params={chart}
                  search={{ note: thread.note.id }}
                  replace
                  resetScroll={false}
                  className={classes.item}
                  data-row
                  data-here={thread === chosen || undefined}
                  aria-current={thread === chosen ? "true" : undefined}
                >
                  <span className={classes.title}>
                    <bdi>{thread.note.title}</bdi>
                    <SensitivityChips meta={thread.note.document.meta} />
                  </span>
                  <span className={classes.meta}>
                    {formatDateTime(thread.note.when)} · <bdi>{thread.note.author ?? say("authorNotRecorded")}</bdi>
                    {thread.addenda.length > 0 && (
                      <b className={classes.added}> · {say("addenda", { count: thread.addenda.length })}</b>
                    )}
                  </span>
                  {thread.note.preview !== undefined && (
                    <span className={classes.preview} dir="auto">
                      {thread.note.preview}
                    </span>
                  )}
                </Link>
              ))}
              {found.length === 0 && <Nothing>{say("noNoteContains")}</Nothing>}
            </div>
            <div ref={reader} className={classes.reader}>
              {chosen === undefined ? (
                <EmptyState title={say("noteNotHere")}>{say("noteNotHereWhy")}</EmptyState>
              ) : (
                <NoteReader
                  key={chosen.note.id}
                  thread={chosen}
                  answersIn={chart.patientId}
                  actions={
                    mayWrite &&
                    chosen.note.signed && (
                      <>
                        <FileButton patientId={chart.patientId} note={chosen.note} />
                        <AddendumButton patientId={chart.patientId} noteId={chosen.note.id} />
                      </>
                    )
                  }
                />
              )}
            </div>
          </div>
        )}
      </Section>
    </div>
  );
}

function LetterButton({ patientId }: { readonly patientId: string }) {
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconMailForward size={15} aria-hidden />}
      renderRoot={(props) => <Link {...props} to="/patients/$patientId/letters/write" params={{ patientId }} />}
    >
      {say("writeLetter")}
    </Button>
  );
}

/** A file that is added from here names the note, and the visit that the note is about. */
function FileButton({ patientId, note }: { readonly patientId: string; readonly note: NoteSummary }) {
  const encounter = referenceId(note.document.context?.encounter?.[0]);
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconPaperclip size={15} aria-hidden />}
      renderRoot={(props) => (
        <Link
          {...props}
          to="/patients/$patientId/files"
          params={{ patientId }}
          search={{ note: note.id, ...(encounter === undefined ? {} : { encounter }) }}
        />
      )}
    >
      {say("addFile")}
    </Button>
  );
}

function AddendumButton({ patientId, noteId }: { readonly patientId: string; readonly noteId: string }) {
  const [draftId] = useState(() => crypto.randomUUID());
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconPencilPlus size={15} aria-hidden />}
      renderRoot={(props) => (
        <Link
          {...props}
          to="/patients/$patientId/notes/write/$draftId"
          params={{ patientId, draftId }}
          search={{ addendumTo: noteId }}
        />
      )}
    >
      {say("writeAddendum")}
    </Button>
  );
}
