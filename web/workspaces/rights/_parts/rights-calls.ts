import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type NewRightsRequest,
  type OwnRightsRequest,
  type RightsChange,
  rightsLaws,
  rightsRequest,
  rightsRequestList,
} from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

const rights = ["rights"];

export function useLaws() {
  return useQuery({
    queryKey: [...rights, "laws"],
    queryFn: ({ signal }) => api.get("/api/rights/laws", rightsLaws, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useRequests(which: "open" | "closed") {
  return useQuery({
    queryKey: [...rights, which],
    queryFn: ({ signal }) => api.get(`/api/rights/requests?which=${which}`, rightsRequestList, { signal }),
  });
}

export function useRequest(id: string) {
  return useQuery({
    queryKey: [...rights, "one", id],
    queryFn: ({ signal }) => api.get(`/api/rights/requests/${id}`, rightsRequest, { signal }),
  });
}

export function useReceive() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (request: NewRightsRequest) => api.post("/api/rights/requests", request, rightsRequest),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: rights }),
  });
}

export function useChange(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: RightsChange) => api.post(`/api/rights/requests/${id}`, change, rightsRequest),
    // Also after a refusal: somebody else may have changed it.
    onSettled: () => queryClient.invalidateQueries({ queryKey: rights }),
  });
}

export function useMyRequests() {
  return useQuery({
    queryKey: [...rights, "mine"],
    queryFn: ({ signal }) => api.get("/api/rights/mine", rightsRequestList, { signal }),
  });
}

export function useAsk() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (request: OwnRightsRequest) => api.post("/api/rights/mine", request, rightsRequest),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: rights }),
  });
}

export function useTakeBack() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post(`/api/rights/mine/${id}/withdraw`, {}, rightsRequest),
    onSettled: () => queryClient.invalidateQueries({ queryKey: rights }),
  });
}
