import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type PolicySettingsRow, policySettingsRow } from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

const path = "/api/settings/policy";
const key = ["settings", "policy"];

/** What the organisation decides about relations to patients. */
export function useRelationRules() {
  return useQuery({ queryKey: key, queryFn: ({ signal }) => api.get(path, policySettingsRow, { signal }) });
}

export function useSaveRelationRules() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (next: PolicySettingsRow) => api.put(path, next, policySettingsRow),
    onSuccess: (saved) => queryClient.setQueryData(key, saved),
  });
}
