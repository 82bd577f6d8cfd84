import { useInfiniteQuery } from "@tanstack/react-query";
import { readAccesses } from "../../chart/_parts/record/use-record.ts";

/** Who looked, page by page, newest first. The ledger's own page shares what was read. */
export function useLooks(patientId: string, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ["chart", patientId, "accesses"],
    queryFn: ({ pageParam, signal }) => readAccesses(patientId, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    staleTime: 60_000,
    enabled,
  });
}
