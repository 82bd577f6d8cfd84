import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ChangedStationery, type StationeryPreview, stationery } from "../../../../../contract/index.ts";
import { api } from "../../../../app/api.ts";
import { send } from "../../../../app/api/send.ts";

const key = ["stationery"];
const address = "/api/stationery";

export function useStationery() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get(address, stationery, { signal }),
    staleTime: 60_000,
  });
}

export function useChangeStationery() {
  const queryClient = useQueryClient();
  return useMutation({
    networkMode: "always",
    mutationFn: (changed: ChangedStationery) => api.put(address, changed, stationery),
    onSuccess: (kept) => queryClient.setQueryData(key, kept),
  });
}

/** How a paper would look, as a PDF. */
export async function previewPaper(asked: StationeryPreview, signal: AbortSignal): Promise<Blob> {
  const answer = await send(`${address}/preview`, {
    method: "POST",
    accept: "application/pdf",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(asked),
    signal,
  });
  return new Blob([await answer.arrayBuffer()], { type: "application/pdf" });
}
