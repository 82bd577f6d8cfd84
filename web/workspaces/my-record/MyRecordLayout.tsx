import { Outlet } from "@tanstack/react-router";
import { useMyRecord } from "./_parts/own-records.ts";
import { WhoseRecord } from "./_parts/WhoseRecord.tsx";

/** Frame of one record: whose it is, always in sight, and the open page. */
export function MyRecordLayout() {
  const { patientId } = useMyRecord();
  return (
    <WhoseRecord patientId={patientId}>
      <Outlet />
    </WhoseRecord>
  );
}
