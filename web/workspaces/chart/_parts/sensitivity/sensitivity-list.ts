import { useQuery } from "@tanstack/react-query";
import { sensitivityList } from "../../../../../contract/index.ts";
import { api } from "../../../../app/api.ts";

/** What may be marked sensitive, and which codes mark it by themselves. Changes with a new version of the program only. */
export function useSensitivityList(enabled = true) {
  return useQuery({
    queryKey: ["policy", "sensitivities"],
    queryFn: ({ signal }) => api.get("/api/policy/sensitivities", sensitivityList, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  });
}
