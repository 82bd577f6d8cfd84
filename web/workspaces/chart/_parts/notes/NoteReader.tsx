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
import { CoSigningPanel } from "./CoSigningPanel.tsx";
import { NoteText } from "./NoteText.tsx";
import { SignatureBlock } from "./SignatureBlock.tsx";
import { isLetter } from "../../letters/is-letter.ts";
import { LetterPaper } from "../../letters/LetterPaper.tsx";
import { isolated } from "../../../../language/index.ts";
import { say } from "./words/index.ts";

type Props = {
  readonly thread: NoteThread;
  readonly actions?: ReactNode;
  /** The patient in whose chart what waits for a co-signature can be answered; absent where it is only read. */
  readonly answersIn?: string;
};

/** A note as it was signed, and under it what was added later. */
export function NoteReader({ thread, actions, answersIn }: Props) {
  const { note, addenda } = thread;
  const panel = (one: NoteSummary) => (
    <CoSigningPanel note={one} patientId={answersIn ?? ""} answers={answersIn !== undefined} />
  );
  return (
    <>
      <article className={classes.note} aria-label={note.title}>
        <header className={classes.header}>
          <h2 className={classes.title}>
            <bdi>{note.title}</bdi>
          </h2>
          <span className={classes.actions}>
            {actions}
            <RecordMenu type="DocumentReference" id={note.id} title={note.title} />
          </span>
        </header>
        <Origin note={note} />
        {panel(note)}
        {isLetter(note.document) && <LetterPaper note={note} patientId={answersIn} />}
        <Body note={note} />
        <SignatureBlock note={note} />
      </article>
      {addenda.map((addendum) => (
        <article
          key={addendum.id}
          className={classes.addendum}
          aria-label={say("addendumOf", { title: addendum.title })}
        >
          <header className={classes.header}>
            <h3 className={classes.addendumTitle}>
              {say("addendumOf", { title: addendum.title.replace(/^addendum(?: to)?[:\s]+/i, "") })}
            </h3>
            <span className={classes.actions}>
              <RecordMenu type="DocumentReference" id={addendum.id} title={addendum.title} />
            </span>
          </header>
          <Origin note={addendum} />
          {panel(addendum)}
          <Body note={addendum} />
          <SignatureBlock note={addendum} />
        </article>
      ))}
    </>
  );
}

/** " · SOAP, version 3": the organisation's template that it began with. */
function templateWords({ document }: NoteSummary): string {
  const template = document.context?.related?.find(({ reference }) => reference?.startsWith("Questionnaire/"));
  return template?.display === undefined ? "" : ` · ${isolated(template.display)}`;
}

function Origin({ note }: { readonly note: NoteSummary }) {
  return (
    <p className={classes.origin}>
      <span>
        <bdi>{note.author ?? say("authorNotRecorded")}</bdi>, {formatDateTime(note.when)}
        {note.kind !== undefined && note.kind !== note.title && ` · ${isolated(note.kind)}`}
        {templateWords(note)}
      </span>
      {note.signed && (
        <span className={classes.signed}>
          <IconLock size={13} aria-hidden />
          {say("final")}
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
      return <p className={classes.elsewhere}>{say("isAFile", { kind: body.contentType })}</p>;
  }
}

function StoredText({ id }: { readonly id: string }) {
  const binary = useQuery({
    queryKey: ["Binary", id],
    queryFn: ({ signal }) => fhir.read<Resource & { readonly data?: string }>("Binary", id, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Loaded query={binary} what={say("theNote")}>
      {({ data }) => <NoteText text={data === undefined ? "" : decodeText(data)} />}
    </Loaded>
  );
}
