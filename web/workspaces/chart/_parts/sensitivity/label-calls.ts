import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { SensitivityList } from "../../../../../contract/index.ts";
import { fhir, isRefusal, RequestFailure, type Resource } from "../../../../app/api.ts";
import { withLabels } from "./labels.ts";
import { say } from "./words/index.ts";

const markedKey = (type: string, id: string | undefined) => ["marked", type, id];

/** A record as it stands now: what is marked must be what is there. */
export function useMarkedRecord(type: string, id: string) {
  return useQuery({
    queryKey: markedKey(type, id),
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

/** Puts labels on and takes them off. Refused with `chart/precondition-failed` when somebody changed the record meanwhile; by then
 *  `useMarkedRecord` has what is there now. */
export function useMark(patientId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ record, wanted, list }: Marking) => fhir.update(withLabels(record, wanted, list)),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["chart", patientId] }),
    // Waited for: saving again before it is here would be refused again.
    onError: async (error, { record: { resourceType, id } }) => {
      if (!isRefusal(error, "chart/precondition-failed")) return;
      await queryClient.refetchQueries({ queryKey: markedKey(resourceType, id) });
    },
  });
}

/** A refusal as it is meant here: what reaches farther than the person does is a record that they wouldn't see any more. */
export function inOwnWords(error: Error): Error {
  if (!isRefusal(error, "chart/outside-scope")) return error;
  return new RequestFailure("refused", error.status, {
    code: error.code,
    message: say("notSavedOutOfSight"),
  });
}
