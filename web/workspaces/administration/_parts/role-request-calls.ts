import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { roleRequest, roleRequestList } from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";
import { nothing } from "../../../app/api/json-api.ts";

const requests = ["role-requests"];

/** Roles that wait for a second person. */
export function useRoleRequests() {
  return useQuery({
    queryKey: requests,
    queryFn: ({ signal }) => api.get("/api/role-requests", roleRequestList, { signal }),
  });
}

/** Asks for a role that the reader may not give alone. */
export function useAskRole() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (wanted: { readonly personId: string; readonly role: string }) =>
      api.post("/api/role-requests", wanted, roleRequest),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: requests }),
  });
}

export type RoleDecision = "approve" | "refuse" | "withdraw";

export function useDecideRole() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({
      id,
      decision,
      ...sent
    }: {
      readonly id: string;
      readonly decision: RoleDecision;
      readonly password?: string;
    }) => api.post(`/api/role-requests/${id}/${decision}`, sent, nothing),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: requests });
      await queryClient.invalidateQueries({ queryKey: ["people"] });
      await queryClient.invalidateQueries({ queryKey: ["tasks"] });
    },
  });
}
