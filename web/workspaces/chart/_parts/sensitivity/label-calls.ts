import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { SensitivityList } from "../../../../../contract/index.ts";
import { fhir, type Resource } from "../../../../app/api.ts";
import { withLabels } from "./labels.ts";

/** A record as it stands now: what is marked must be what is there. */
export function useMarkedRecord(type: string, id: string) {
  return useQuery({
    queryKey: ["marked", type, id],
    queryFn: ({ signal }) => fhir.read<Resource>(type, id, { signal }),
    // Never from before: another version would be refused.
    gcTime: 0,
    staleTime: 0,
    structuralSharing: false,
  });
}

type Marking = {
  readonly record: Resource;
  readonly wanted: ReadonlySet<string>;
  readonly list: SensitivityList;
};

/** Puts labels on and takes them off. Refused with `chart/precondition-failed` when somebody changed the record meanwhile. */
export function useMark(patientId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ record, wanted, list }: Marking) => fhir.update(withLabels(record, wanted, list)),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["chart", patientId] }),
  });
}
