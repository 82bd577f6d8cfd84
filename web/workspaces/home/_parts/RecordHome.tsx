import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { fhir, matches } from "../../../app/api.ts";
import type { Patient } from "../../../ui/clinical/fhir-types.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../../ui/PageHeader.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { PatientTable } from "../../people/_parts/PatientTable.tsx";

/** The record that somebody may see who isn't staff: their own, or that of a relative. */
export function RecordHome() {
  const { organisation, person } = useSession();
  const title = person.role === "patient" ? "My record" : "My relative’s record";
  const read = useQuery({
    queryKey: ["Patient", "own"],
    queryFn: ({ signal }) => fhir.search<Patient>("Patient", {}, { signal }),
  });
  const patients = read.data === undefined ? undefined : matches(read.data);
  return (
    <>
      <PageHeader
        title={title}
        summary={organisation.name}
        actions={
          <Button component={Link} to="/my-requests" variant="default">
            Ask for something…
          </Button>
        }
      />
      {read.error !== null && <ErrorNotice error={read.error} again={() => void read.refetch()} />}
      {patients === undefined && read.error === null && <PageWait />}
      {patients?.length === 0 && (
        <EmptyState title="No record is open to you">Ask {organisation.name} who may see it.</EmptyState>
      )}
      {patients !== undefined && patients.length > 0 && <PatientTable patients={patients} caption={title} />}
    </>
  );
}
