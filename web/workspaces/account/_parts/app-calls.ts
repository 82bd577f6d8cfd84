import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { appList } from "../../../../contract/index.ts";
import { api, nothing } from "../../../app/api.ts";

const apps = ["account", "apps"];

/** The apps that the person allowed. */
export function useApps() {
  return useQuery({ queryKey: apps, queryFn: ({ signal }) => api.get("/api/apps", appList, { signal }) });
}

/** Takes back what the person allowed an app. */
export function useWithdrawApp() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/api/apps/${encodeURIComponent(id)}`, nothing),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: apps }),
  });
}
