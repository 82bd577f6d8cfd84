import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type GovernanceSettings, governanceSettings } from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

const path = "/api/settings/governance";
const rules = ["settings", "governance"];

/** What the organisation decides about exceptions. */
export function useRules() {
  return useQuery({
    queryKey: rules,
    queryFn: ({ signal }) => api.get(path, governanceSettings, { signal }),
  });
}

export function useSaveRules() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (next: GovernanceSettings) => api.put(path, next, governanceSettings),
    onSuccess: async (saved) => {
      queryClient.setQueryData(rules, saved);
      await queryClient.invalidateQueries({ queryKey: ["break-glass", "reasons"] });
    },
  });
}
