import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { HoursSection } from "./_parts/schedule/HoursSection.tsx";
import { KindsSection } from "./_parts/schedule/KindsSection.tsx";
import { RoomsSection } from "./_parts/schedule/RoomsSection.tsx";
import { useArrangement } from "./_parts/schedule/schedule-calls.ts";
import { say } from "./words/index.ts";

/** Who works when, in which rooms, and what for. */
export function SchedulePage() {
  const arrangement = useArrangement();
  const refetch = () => void arrangement.refetch();
  return (
    <>
      <PageHeader title={say("scheduleTitle")} summary={say("scheduleSummary")} />
      {arrangement.error !== null && <ErrorNotice error={arrangement.error} again={refetch} />}
      {arrangement.data === undefined && arrangement.error === null && <PageWait />}
      {arrangement.data !== undefined && (
        <>
          <HoursSection arrangement={arrangement.data} refetch={refetch} />
          <RoomsSection arrangement={arrangement.data} refetch={refetch} />
          <KindsSection arrangement={arrangement.data} refetch={refetch} />
        </>
      )}
    </>
  );
}
