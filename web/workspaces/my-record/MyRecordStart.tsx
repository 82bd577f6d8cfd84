import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useSession } from "../../app/session/use-session.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { homeWords as words } from "./_parts/home-words.ts";
import { useOwnRecords } from "./_parts/own-records.ts";
import { WhoseRecord } from "./_parts/WhoseRecord.tsx";
import { MyRecordHome } from "./MyRecordHome.tsx";

/** The start of whoever isn't staff: the one record that is open to them. */
export function MyRecordStart() {
  const records = useOwnRecords();
  if (records.data === undefined)
    return records.error === null ? (
      <PageWait />
    ) : (
      <ErrorNotice error={records.error} again={() => void records.refetch()} />
    );
  const id = records.data[0]?.id;
  if (id === undefined) return <NoRecord />;
  return (
    <WhoseRecord patientId={id}>
      <MyRecordHome patientId={id} />
    </WhoseRecord>
  );
}

/** Nobody's record is open: none is theirs, or of several it wasn't said which. */
function NoRecord() {
  const { organisation, person } = useSession();
  const isOwn = person.role === "patient";
  return (
    <>
      <PageHeader title={isOwn ? words.mine : words.relatives} />
      <EmptyState
        title={words.noneTitle}
        action={
          !isOwn && (
            <Button component={Link} to="/acting-for" size="md">
              {words.choose}
            </Button>
          )
        }
      >
        {words.none(organisation.name)}
      </EmptyState>
    </>
  );
}
