import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { fhir, type Patient } from "../../app/api.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { patientName } from "../../ui/patient-words.ts";

/** One patient's chart. */
export function ChartPage() {
  const { patientId } = useParams({ from: "/signed-in/patients/$patientId" });
  const patient = useQuery({ queryKey: ["Patient", patientId], queryFn: ({ signal }) => fhir.read<Patient>("Patient", patientId, { signal }) });
  if (patient.error !== null) return <ErrorNotice error={patient.error} again={() => void patient.refetch()} />;
  if (patient.data === undefined) return <PageWait />;
  return <PageHeader title={patientName(patient.data)} />;
}
