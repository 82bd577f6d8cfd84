import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { fhir, type Resource } from "../../app/api.ts";
import { Loaded, Nothing } from "../chart/_parts/layout/Loaded.tsx";
import { NotAll } from "../chart/_parts/layout/NotAll.tsx";
import { decodeText, noteBody, type NoteSummary, type NoteThread } from "../chart/_parts/notes/note.ts";
import { useNotes } from "../chart/_parts/record/use-record.ts";
import { CorrectButton } from "./_parts/CorrectButton.tsx";
import { Page } from "./_parts/Frame.tsx";
import classes from "./_parts/my-record.module.css";
import { noteWords as words } from "./_parts/note-words.ts";
import { ownDocuments } from "./_parts/own-documents.ts";
import { useMyRecord } from "./_parts/own-records.ts";
import { plainDay } from "./_parts/plain-date.ts";
import { RestrictedMark } from "./_parts/RestrictedMark.tsx";

/** Notes that are released, to be read here. */
export function NotesPage() {
  const query = useNotes(useMyRecord());
  return (
    <Page title={words.title} about={words.about}>
      <Loaded query={query} what={words.title} lines={6}>
        {({ matches, included, complete }) => {
          const { notes, unfinished } = ownDocuments(matches, included);
          return (
            <>
              <NotAll complete={complete} what={words.title} />
              {notes.length === 0 && <Nothing>{words.none}</Nothing>}
              <ul className={classes.items}>
                {notes.map((thread) => (
                  <li key={thread.note.id} className={classes.item}>
                    <NoteItem thread={thread} />
                  </li>
                ))}
              </ul>
              {unfinished > 0 && <p className={classes.dim}>{words.unfinished(unfinished)}</p>}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function NoteItem({ thread: { note, addenda } }: { readonly thread: NoteThread }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const day = plainDay(note.when) ?? "";
  return (
    <>
      <h2 className={classes.name}>{note.title}</h2>
      <p className={classes.dim}>
        {words.by(note.author)}, {day}
      </p>
      <div id={id} hidden={!open}>
        {open && (
          <>
            <Text note={note} />
            {addenda.map((one) => (
              <div key={one.id} className={classes.heed}>
                <p className={classes.dim}>
                  {words.added}: {words.by(one.author)}, {plainDay(one.when)}
                </p>
                <Text note={one} />
              </div>
            ))}
          </>
        )}
      </div>
      <RestrictedMark reference={`DocumentReference/${note.id}`} />
      <div className={classes.acts}>
        <Button
          variant="default"
          size="sm"
          h={44}
          aria-expanded={open}
          aria-controls={id}
          aria-label={`${open ? words.close : words.read}: ${note.title}, ${day}`}
          onClick={() => setOpen(!open)}
        >
          {open ? words.close : words.read}
        </Button>
        <CorrectButton what={`${note.title}, ${day}`} reference={`DocumentReference/${note.id}`} />
      </div>
    </>
  );
}

function Text({ note }: { readonly note: NoteSummary }) {
  const body = noteBody(note.document);
  switch (body.kind) {
    case "text":
      return <p className={classes.text}>{body.text}</p>;
    case "binary":
      return <StoredText id={body.id} />;
    case "elsewhere":
      return null;
  }
}

function StoredText({ id }: { readonly id: string }) {
  const binary = useQuery({
    queryKey: ["Binary", id],
    queryFn: ({ signal }) => fhir.read<Resource & { readonly data?: string }>("Binary", id, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Loaded query={binary} what={words.title}>
      {({ data }) => <p className={classes.text}>{data === undefined ? "" : decodeText(data)}</p>}
    </Loaded>
  );
}
