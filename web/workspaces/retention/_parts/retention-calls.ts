import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import {
  type AppraisalApproval,
  type AppraisalDecision,
  type NewHold,
  type RetentionChoice,
  appraisal,
  appraisalList,
  legalHold,
  planRun,
  retentionState,
} from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

const retention = ["retention"];
const plan = [...retention, "plan"];
const appraisals = [...retention, "appraisals"];

export function useRetention() {
  return useQuery({
    queryKey: [...retention, "state"],
    queryFn: ({ signal }) => api.get("/api/retention", retentionState, { signal }),
  });
}

/** How far the plan is, and the last one. */
export function usePlan() {
  return useQuery({
    queryKey: plan,
    queryFn: ({ signal }) => api.get("/api/retention/plan", planRun, { signal }),
    refetchInterval: (query) => (query.state.data?.state === "running" ? 400 : false),
  });
}

export function useStartPlan() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (queue: boolean) => api.post("/api/retention/plan", { queue }, planRun),
    onSuccess: (started) => queryClient.setQueryData(plan, started),
  });
}

export function useSaveChoice() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (choice: RetentionChoice) =>
      (await api.put("/api/retention/settings", choice, retentionState)).choice,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [...retention, "state"] }),
  });
}

export function usePlaceHold() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (hold: NewHold) => api.post("/api/retention/holds", hold, legalHold),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [...retention, "state"] }),
  });
}

export function useLiftHold() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ number, why }: { readonly number: number; readonly why: string }) =>
      api.post(`/api/retention/holds/${number}/lift`, { why }, legalHold),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [...retention, "state"] }),
  });
}

export function useAppraisals(which: "open" | "over") {
  return useQuery({
    queryKey: [...appraisals, which],
    queryFn: ({ signal }) => api.get(`/api/retention/appraisals?which=${which}`, appraisalList, { signal }),
  });
}

/** Looks at the queue anew each time that it was filled. @param filledAt undefined: it wasn't */
export function useRefreshAppraisals(filledAt: string | undefined) {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (filledAt !== undefined) void queryClient.invalidateQueries({ queryKey: appraisals });
  }, [filledAt, queryClient]);
}

export function useDecide() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...decision }: AppraisalDecision & { readonly id: string }) =>
      api.post(`/api/retention/appraisals/${id}`, decision, appraisal),
    // Also after a refusal: somebody else may have changed it.
    onSettled: () => queryClient.invalidateQueries({ queryKey: appraisals }),
  });
}

export function useApprove() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...approval }: AppraisalApproval & { readonly id: string }) =>
      api.post(`/api/retention/appraisals/${id}/approve`, approval, appraisal),
    onSettled: () => queryClient.invalidateQueries({ queryKey: retention }),
  });
}
