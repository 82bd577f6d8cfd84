import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type ErasureApproval,
  type ErasureChoice,
  type ErasureDecision,
  type NewErasure,
  type RetainedDecision,
  erasure,
  erasureList,
  erasurePlan,
  erasuresOver,
  retainedBody,
  retainedList,
} from "../../../../../contract/index.ts";
import { api } from "../../../../app/api.ts";

const erasures = ["erasures"];
const retainedOf = (id: string) => [...erasures, "retained", id];

/** Those that answer one request. */
export function useErasures(request: string) {
  return useQuery({
    queryKey: [...erasures, "of", request],
    queryFn: ({ signal }) => api.get(`/api/erasures?request=${request}`, erasureList, { signal }),
  });
}

/** A look at each record, which the ledger tells of: only when somebody asks for it. */
export function useErasurePlan() {
  return useMutation({
    mutationFn: (wanted: {
      readonly patientId: string;
      readonly choices: readonly ErasureChoice[];
      readonly records?: readonly string[] | undefined;
    }) => api.post("/api/erasures/plan", wanted, erasurePlan),
  });
}

export function useProposeErasure() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (proposal: NewErasure) => api.post("/api/erasures", proposal, erasure),
    onSettled: () => queryClient.invalidateQueries({ queryKey: erasures }),
  });
}

export function useDecideErasure(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (decision: ErasureDecision) => api.post(`/api/erasures/${id}`, decision, erasure),
    // Also after a refusal: somebody else may have changed it.
    onSettled: () => queryClient.invalidateQueries({ queryKey: erasures }),
  });
}

export function useApproveErasure(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (approval: ErasureApproval) => api.post(`/api/erasures/${id}/approve`, approval, erasure),
    onSettled: () => queryClient.invalidateQueries({ queryKey: erasures }),
  });
}

export function useRetained(id: string) {
  return useQuery({
    queryKey: retainedOf(id),
    queryFn: ({ signal }) => api.get(`/api/erasures/${id}/retained`, retainedList, { signal }),
  });
}

/** Erasures of which something stays that is over. */
export function useErasuresOver() {
  return useQuery({
    queryKey: [...erasures, "over"],
    queryFn: ({ signal }) => api.get("/api/erasures/over", erasuresOver, { signal }),
  });
}

export function useDecideRetained(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (decision: RetainedDecision) => api.post(`/api/erasures/${id}/retained`, decision, retainedList),
    onSettled: () => queryClient.invalidateQueries({ queryKey: retainedOf(id) }),
  });
}

export function useApproveEnd(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (approval: ErasureApproval) => api.post(`/api/erasures/${id}/retained/approve`, approval, retainedList),
    onSettled: () => queryClient.invalidateQueries({ queryKey: retainedOf(id) }),
  });
}

/** Opens what stayed of a record. It is kept by nothing here. */
export function useReadRetained(id: string) {
  return useMutation({
    mutationFn: (why: string) => api.post(`/api/retained/${id}`, { why }, retainedBody),
    gcTime: 0,
  });
}
