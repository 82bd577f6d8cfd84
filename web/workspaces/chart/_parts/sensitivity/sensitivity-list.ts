import { useQuery } from "@tanstack/react-query";
import { type SensitivityList, sensitivityList } from "../../../../../contract/index.ts";
import { api } from "../../../../app/api.ts";
import { categoryInWords } from "./category-words.ts";

const inWords = (list: SensitivityList): SensitivityList => ({
  ...list,
  categories: list.categories.map(categoryInWords),
});

/** What may be marked sensitive, and which codes mark it by themselves. Changes with a new version of the program only. */
export function useSensitivityList(enabled = true) {
  return useQuery({
    queryKey: ["policy", "sensitivities"],
    queryFn: ({ signal }) => api.get("/api/policy/sensitivities", sensitivityList, { signal }),
    select: inWords,
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  });
}

/** The same for records of one type, with who sees them: roles change from one day to the next. */
export function useSensitivitiesOf(type: string) {
  return useQuery({
    queryKey: ["policy", "sensitivities", type],
    queryFn: ({ signal }) =>
      api.get(`/api/policy/sensitivities?type=${encodeURIComponent(type)}`, sensitivityList, { signal }),
    select: inWords,
    staleTime: 0,
    // Another answer while somebody chooses would move what they read.
    refetchOnWindowFocus: false,
  });
}
