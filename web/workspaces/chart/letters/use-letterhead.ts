import { useQuery } from "@tanstack/react-query";
import { branchOf, fetchHousePaper } from "../../../app/house-paper.ts";
import { usePatient } from "../_parts/record/use-record.ts";

/** What will stand above a letter about the patient: of the branch where they were registered, else of the organisation. */
export function useLetterhead(patientId: string) {
  const patient = usePatient({ patientId }).data;
  const branch = branchOf(patient);
  return useQuery({
    queryKey: ["stationery", "standing", branch],
    queryFn: () => fetchHousePaper(branch),
    enabled: patient !== undefined,
  }).data?.head;
}
