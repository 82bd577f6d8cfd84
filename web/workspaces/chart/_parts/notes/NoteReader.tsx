import { IconFileUnknown, IconLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { fhir, type Resource } from "../../../../app/api.ts";
import { formatDateTime } from "../../../../ui/clinical/dates.ts";
import { StatusChip } from "../../../../ui/StatusChip.tsx";
import { Loaded } from "../layout/Loaded.tsx";
import { RecordMenu } from "../sensitivity/RecordMenu.tsx";
import { SensitivityChips } from "../sensitivity/SensitivityChips.tsx";
import { decodeText, noteBody, type NoteSummary, type NoteThread } from "./note.ts";
import classes from "./NoteReader.module.css";
import { SignatureBlock } from "./SignatureBlock.tsx";

/** A note as it was signed, and under it what was added later. */
export function NoteReader({ thread, actions }: { readonly thread: NoteThread; readonly actions?: ReactNode }) {
  const { note, addenda } = thread;
  return (
    <>
      <article className={classes.note} aria-label={note.title}>
        <header className={classes.header}>
          <h2 className={classes.title}>{note.title}</h2>
          <span className={classes.actions}>
            {actions}
            <RecordMenu type="DocumentReference" id={note.id} title={note.title} />
          </span>
        </header>
        <Origin note={note} />
        <Body note={note} />
        <SignatureBlock note={note} />
      </article>
      {addenda.map((addendum) => (
        <article key={addendum.id} className={classes.addendum} aria-label={`Addendum: ${addendum.title}`}>
          <header className={classes.header}>
            <h3 className={classes.addendumTitle}>
              Addendum: {addendum.title.replace(/^addendum(?: to)?[:\s]+/i, "")}
            </h3>
            <span className={classes.actions}>
              <RecordMenu type="DocumentReference" id={addendum.id} title={addendum.title} />
            </span>
          </header>
          <Origin note={addendum} />
          <Body note={addendum} />
          <SignatureBlock note={addendum} />
        </article>
      ))}
    </>
  );
}

function Origin({ note }: { readonly note: NoteSummary }) {
  return (
    <p className={classes.origin}>
      {note.author ?? "Author not recorded"}, {formatDateTime(note.when)}
      {note.kind !== undefined && note.kind !== note.title && ` · ${note.kind}`}
      {note.signed && (
        <span className={classes.signed}>
          <IconLock size={13} aria-hidden />
          Final
        </span>
      )}
      <SensitivityChips meta={note.document.meta} />
      {note.notFinal !== undefined && (
        <StatusChip icon={IconFileUnknown} tone="caution">
          {note.notFinal}
        </StatusChip>
      )}
    </p>
  );
}

function Body({ note }: { readonly note: NoteSummary }) {
  const body = noteBody(note.document);
  switch (body.kind) {
    case "text":
      return <NoteText text={body.text} />;
    case "binary":
      return <StoredText id={body.id} />;
    case "elsewhere":
      return (
        <p className={classes.elsewhere}>
          This document is a file in {body.contentType}, which this page can’t show as text.
        </p>
      );
  }
}

function StoredText({ id }: { readonly id: string }) {
  const binary = useQuery({
    queryKey: ["Binary", id],
    queryFn: ({ signal }) => fhir.read<Resource & { readonly data?: string }>("Binary", id, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Loaded query={binary} what="the note">
      {({ data }) => <NoteText text={data === undefined ? "" : decodeText(data)} />}
    </Loaded>
  );
}

const heading = /^[A-Z][^.:]{1,48}:\s*$/;

/** Plain text as it was written; a line that ends in a colon stands out as the heading that it is. */
export function NoteText({ text }: { readonly text: string }) {
  return (
    <div className={classes.text}>
      {text.split("\n").map((line, at) => (
        <span key={at} className={heading.test(line) ? classes.heading : undefined}>
          {line}
          {"\n"}
        </span>
      ))}
    </div>
  );
}
