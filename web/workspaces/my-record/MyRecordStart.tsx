import { Link } from "@tanstack/react-router";
import { useSession } from "../../app/session/use-session.ts";
import { spokenName } from "../../ui/clinical/names.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { homeWords as words } from "./_parts/home-words.ts";
import classes from "./_parts/my-record.module.css";
import { useOwnRecords } from "./_parts/own-records.ts";
import { plainDay } from "./_parts/plain-date.ts";
import { WhoseRecord } from "./_parts/WhoseRecord.tsx";
import { MyRecordHome } from "./MyRecordHome.tsx";

/** The start of whoever isn't staff: the one record that is open to them, or the choice among several. */
export function MyRecordStart() {
  const { organisation } = useSession();
  const records = useOwnRecords();
  if (records.data === undefined)
    return records.error === null ? (
      <PageWait />
    ) : (
      <ErrorNotice error={records.error} again={() => void records.refetch()} />
    );
  const [first, ...others] = records.data;
  if (first?.id === undefined)
    return (
      <>
        <PageHeader title={words.mine} />
        <EmptyState title={words.noneTitle}>{words.none(organisation.name)}</EmptyState>
      </>
    );
  if (others.length === 0)
    return (
      <WhoseRecord patientId={first.id}>
        <MyRecordHome patientId={first.id} />
      </WhoseRecord>
    );
  return (
    <div className={classes.page}>
      <PageHeader title={words.whose} summary={words.choose} />
      <ul className={classes.people}>
        {records.data.map(({ id = "", name, birthDate }) => (
          <li key={id}>
            <Link to="/my-record/$patientId" params={{ patientId: id }} className={classes.person}>
              <b>{spokenName(name)}</b>
              {birthDate !== undefined && `${words.born} ${plainDay(birthDate) ?? ""}`}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
