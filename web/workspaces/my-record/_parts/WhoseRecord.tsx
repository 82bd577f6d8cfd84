import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useSession } from "../../../app/session/use-session.ts";
import type { Patient } from "../../../ui/clinical/fhir-types.ts";
import { spokenName } from "../../../ui/clinical/names.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { homeWords } from "./home-words.ts";
import classes from "./my-record.module.css";
import { useOwnRecords } from "./own-records.ts";
import { plainDay } from "./plain-date.ts";
import { RestrictedNotice } from "./RestrictedMark.tsx";

/** Whose record is open, always in sight, and under it the record. Nothing of one record survives into another. */
export function WhoseRecord({ patientId, children }: { readonly patientId: string; readonly children: ReactNode }) {
  const records = useOwnRecords();
  if (records.data === undefined)
    return records.error === null ? (
      <PageWait />
    ) : (
      <ErrorNotice error={records.error} again={() => void records.refetch()} />
    );
  const patient = records.data.find(({ id }) => id === patientId);
  if (patient === undefined) return <EmptyState title={homeWords.notYours} />;
  return (
    <div key={patientId} className={classes.page}>
      <Bar patient={patient} />
      <RestrictedNotice />
      {children}
    </div>
  );
}

function Bar({ patient }: { readonly patient: Patient }) {
  const isOwn = useSession().person.role === "patient";
  const born = plainDay(patient.birthDate);
  return (
    <div className={classes.whose} data-other={isOwn ? undefined : true}>
      <p className={classes.whoseWords}>
        {homeWords.recordOf} <b>{spokenName(patient.name)}</b>
        {born !== undefined && (
          <span className={classes.born}>
            , {homeWords.born} {born}
          </span>
        )}
      </p>
      {!isOwn && (
        <Link to="/acting-for" className={classes.other}>
          {homeWords.change}
        </Link>
      )}
    </div>
  );
}
