import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { type ImportProgress, importProgress } from "../../../../contract/index.ts";
import { api, nothing } from "../../../app/api.ts";

const importList = z.object({ imports: z.array(importProgress) });
const key = ["imports"];

/** This session's imports, followed while one runs. */
export function useImports({ enabled = true }: { readonly enabled?: boolean } = {}) {
  return useQuery({
    enabled,
    queryKey: key,
    queryFn: ({ signal }) => api.get("/api/imports", importList, { signal }),
    refetchInterval: (query) =>
      query.state.data?.imports.some((one) => one.state === "running") === true ? 500 : false,
  });
}

/** Sends a file and starts its import. */
export function useStartImport() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (file: File): Promise<ImportProgress> =>
      api.upload(`/api/imports?name=${encodeURIComponent(file.name)}`, file, importProgress),
    onSettled: () => queryClient.invalidateQueries({ queryKey: key }),
  });
}

export function useStopImport() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/api/imports/${encodeURIComponent(id)}`, nothing),
    onSettled: () => queryClient.invalidateQueries({ queryKey: key }),
  });
}
