import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { fhir, matches } from "../../../app/api.ts";
import type { Patient } from "../../../ui/clinical/fhir-types.ts";

/** The records that are open to somebody who isn't staff: their own, or those of people for whom they act. */
export function useOwnRecords() {
  return useQuery({
    queryKey: ["Patient", "own"],
    queryFn: async ({ signal }) => matches(await fhir.search<Patient>("Patient", {}, { signal })),
  });
}

/** Whose record the address names. */
export function useMyRecord(): { readonly patientId: string } {
  const { patientId } = useParams({ from: "/signed-in/my-record/$patientId" });
  return { patientId };
}
