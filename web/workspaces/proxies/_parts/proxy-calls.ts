import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type NewProxy, proxy, proxyChoices, proxyList, recordedProxy } from "../../../../contract/index.ts";
import { api, nothing } from "../../../app/api.ts";

const proxies = ["proxies"];

export type ProxyListing = "waiting" | "current" | "past";

export function useProxies(which: ProxyListing) {
  return useQuery({
    queryKey: [...proxies, which],
    queryFn: ({ signal }) => api.get(`/api/proxies?which=${which}`, proxyList, { signal }),
  });
}

export function useProxyChoices() {
  return useQuery({
    queryKey: [...proxies, "choices"],
    queryFn: ({ signal }) => api.get("/api/proxies/choices", proxyChoices, { signal }),
  });
}

export function useRecordProxy() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (recording: NewProxy) => api.post("/api/proxies", recording, recordedProxy),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: proxies }),
  });
}

export type ProxyStep = "confirm" | "refuse" | "end";

export function useProxyStep(id: string, step: ProxyStep) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (note: string) => api.post(`/api/proxies/${id}/${step}`, note === "" ? {} : { note }, proxy),
    // Also after a refusal: somebody else may have changed it.
    onSettled: () => queryClient.invalidateQueries({ queryKey: proxies }),
  });
}

export function useWhoActsForMe() {
  return useQuery({
    queryKey: [...proxies, "of-me"],
    queryFn: ({ signal }) => api.get("/api/proxies/of-me", proxyList, { signal }),
  });
}

export type StepForMe = { readonly id: string; readonly step: "confirm" | "refuse" | "end" };

export function useStepForMe() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, step }: StepForMe) => api.post(`/api/proxies/of-me/${id}/${step}`, {}, nothing),
    onSettled: () => queryClient.invalidateQueries({ queryKey: proxies }),
  });
}

export function useActingFor() {
  return useQuery({
    queryKey: [...proxies, "mine"],
    queryFn: ({ signal }) => api.get("/api/proxies/mine", proxyList, { signal }),
  });
}

/** Opens the record of somebody for whom one acts. Everything that was read belongs to another record then. */
export function useOpenRecord() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post(`/api/proxies/mine/${id}/open`, {}, nothing),
    onSuccess: () => queryClient.resetQueries(),
  });
}
