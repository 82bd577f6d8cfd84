import { Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { useSession } from "../../../app/session/use-session.ts";
import { dateTimeText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useRowKeys } from "../../../ui/use-row-keys.ts";
import { type CoSigningNote, useCoSigning } from "./co-signing-list.ts";
import classes from "./WorkList.module.css";
import { say } from "../words/index.ts";

/** Notes that wait for this person's signature, or that came back to them. Nothing where there are none. */
export function CoSigningSummary() {
  const { person, permissions = [] } = useSession();
  const isSupervised = permissions.includes("notes.supervised");
  const coSigns = permissions.includes("notes.co-sign") && !isSupervised;
  const awaited = useCoSigning("awaited", person.id, coSigns || isSupervised);
  const returned = useCoSigning("returned", person.id, isSupervised);
  const waiting = awaited.data?.filter(({ isMine }) => isMine === isSupervised) ?? [];
  const mine = returned.data?.filter(({ isMine }) => isMine) ?? [];
  return (
    <>
      {awaited.error !== null && <ErrorNotice error={awaited.error} again={() => void awaited.refetch()} />}
      {mine.length > 0 && <Notes title={say("givenBack")} notes={mine} />}
      {waiting.length > 0 && (
        <Notes title={isSupervised ? say("waitingForCoSignature") : say("toCoSign")} notes={waiting} />
      )}
    </>
  );
}

function Notes({ title, notes }: { readonly title: string; readonly notes: readonly CoSigningNote[] }) {
  const id = useId();
  const list = useRowKeys<HTMLUListElement>();
  return (
    <section aria-labelledby={id} className={classes.section}>
      <Title order={2} id={id} mb="xs">
        {title} <span className={classes.count}>{notes.length}</span>
      </Title>
      <ul ref={list} className={classes.list} aria-labelledby={id}>
        {notes.map((note) => (
          <li key={note.id}>
            <Link
              to="/patients/$patientId/notes"
              params={{ patientId: note.patientId }}
              search={{ note: note.id }}
              className={classes.row}
              data-row
            >
              <b>{note.title}</b>
              <span>{note.patient}</span>
              <span className={classes.facts}>
                {note.author}
                {note.when !== undefined && `, ${dateTimeText(note.when)}`}
              </span>
              {note.words !== undefined && <span className={classes.words}>“{note.words}”</span>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
