import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { patientMerges } from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

export const mergesKey = (patientId: string) => ["registration", "merges", patientId];

/** What was merged with a record. */
export function useMerges(patientId: string, enabled: boolean) {
  return useQuery({
    queryKey: mergesKey(patientId),
    queryFn: ({ signal }) => api.get(`/api/registration/merges?patient=${patientId}`, patientMerges, { signal }),
    enabled,
    staleTime: 60_000,
  });
}

/** Makes one record the other's. */
export function useMerge() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (merge: { readonly survivorId: string; readonly replacedId: string; readonly why: string }) =>
      api.post("/api/registration/merges", merge, patientMerges),
    onSuccess: () => queries.invalidateQueries(),
  });
}

/** Takes a merged record out of the other again. */
export function useUndoMerge() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ replacedId, why }: { readonly replacedId: string; readonly why: string }) =>
      api.post(`/api/registration/merges/${replacedId}/undo`, { why }, patientMerges),
    onSuccess: () => queries.invalidateQueries(),
  });
}
