import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { HoursSection } from "./_parts/schedule/HoursSection.tsx";
import { KindsSection } from "./_parts/schedule/KindsSection.tsx";
import { RoomsSection } from "./_parts/schedule/RoomsSection.tsx";
import { useArrangement } from "./_parts/schedule/schedule-calls.ts";

/** Who works when, in which rooms, and what for. */
export function SchedulePage() {
  const arrangement = useArrangement();
  const refetch = () => void arrangement.refetch();
  return (
    <>
      <PageHeader
        title="Hours, rooms and kinds of appointment"
        summary="What the calendar and the public page offer. What is booked already stays where it is, whatever you change here."
      />
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
