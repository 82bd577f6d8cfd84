import { useMyRecord } from "./_parts/own-records.ts";
import { MyRecordHome } from "./MyRecordHome.tsx";

/** The first page of the record that the address names. */
export function MyRecordPage() {
  const { patientId } = useMyRecord();
  return <MyRecordHome patientId={patientId} />;
}
