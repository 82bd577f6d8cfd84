import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { officerTask, possibleReviewers, taskList } from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

const tasks = ["tasks"];
const oftenMilliseconds = 60_000;

/** What officers have to do: the caller's, and everybody's that their permissions cover. */
export function useTasks(state: "open" | "done", enabled = true) {
  return useQuery({
    queryKey: [...tasks, state],
    queryFn: ({ signal }) => api.get(`/api/tasks?state=${state}`, taskList, { signal }),
    refetchInterval: oftenMilliseconds,
    enabled,
  });
}

/** Permissions that bring tasks with them. */
const officers = [
  "break-glass.review",
  "vendor.approve",
  "reviews.manage",
  "reviews.decide",
  "policies.manage",
  "people.manage",
  "clients.manage",
  "consents.manage",
] as const;

/** Whether this person has tasks at all. */
export function hasTasks(permissions: readonly string[] | undefined): boolean {
  return officers.some((one) => permissions?.includes(one) === true);
}

export function useAssignees(id: string) {
  return useQuery({
    queryKey: [...tasks, id, "assignees"],
    queryFn: ({ signal }) => api.get(`/api/tasks/${id}/assignees`, possibleReviewers, { signal }),
  });
}

export function useAssignTask() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, personId }: { readonly id: string; readonly personId: string | null }) =>
      api.post(`/api/tasks/${id}/assign`, { personId }, officerTask),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: tasks }),
  });
}

export function useCompleteTask() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, note }: { readonly id: string; readonly note: string }) =>
      api.post(`/api/tasks/${id}/complete`, { note }, officerTask),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: tasks }),
  });
}
