import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { branchNumbers } from "../../../../../contract/index.ts";
import { api } from "../../../../app/api.ts";

const key = ["registration", "numbers"] as const;

/** How each branch numbers its patients. */
export function useBranchNumbers() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get("/api/registration/numbers", branchNumbers, { signal }),
  });
}

export function useSetPrefix() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...change }: { readonly id: string; readonly version: number; readonly prefix?: string }) =>
      api.put(`/api/registration/numbers/${id}`, change, branchNumbers),
    onSuccess: (answer) => queries.setQueryData(key, answer),
    onError: () => queries.invalidateQueries({ queryKey: key }),
  });
}
