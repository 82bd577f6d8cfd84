import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import {
  addPersonAnswer,
  type addPersonRequest,
  changePersonAnswer,
  type changePersonRequest,
  peopleList,
  roleList,
} from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

const people = ["people"];

export function usePeople() {
  return useQuery({ queryKey: people, queryFn: ({ signal }) => api.get("/api/people", peopleList, { signal }) });
}

export function useRoles() {
  return useQuery({ queryKey: ["roles"], queryFn: ({ signal }) => api.get("/api/roles", roleList, { signal }) });
}

/** Adds somebody; answers with the temporary password, once. */
export function useAddPerson() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (person: z.infer<typeof addPersonRequest>) => api.post("/api/people", person, addPersonAnswer),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: people }),
  });
}

/** Changes somebody's role or access. */
export function useChangePerson() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, change }: { readonly id: string; readonly change: z.infer<typeof changePersonRequest> }) =>
      api.patch(`/api/people/${id}`, change, changePersonAnswer),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: people }),
  });
}
