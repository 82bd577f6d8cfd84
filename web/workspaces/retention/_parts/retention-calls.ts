import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type NewHold, type RetentionChoice, legalHold, planRun, retentionState } from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

const retention = ["retention"];
const plan = [...retention, "plan"];

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
    mutationFn: () => api.post("/api/retention/plan", {}, planRun),
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
