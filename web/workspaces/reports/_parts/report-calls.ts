import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { type Report, type ReportFormat, type ReportQuery, report } from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

/** Each look is told in the ledger: the same figures aren't asked for again because a window came to the front. */
export function useReport(query: ReportQuery) {
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return useQuery({
    queryKey: ["reports", search.toString()],
    queryFn: ({ signal }) => api.get(`/api/reports?${search}`, report, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** Asks for the figures of a file; the server may want a fresh proof first, and says in the ledger that they were taken out. */
export function useExport(make: (report: Report, format: ReportFormat) => Promise<void>) {
  return useMutation({
    networkMode: "always",
    mutationFn: async ({ query, format }: { readonly query: ReportQuery; readonly format: ReportFormat }) =>
      make(await api.post("/api/reports/exports", { ...query, format }, report), format),
  });
}
