import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type ReadRestricted,
  type RestrictionChangeAsked,
  ownRestrictions,
  recipientList,
  requestRestriction,
  restrictedRecord,
  restriction,
} from "../../../../../contract/index.ts";
import { api } from "../../../../app/api.ts";

const restrictions = ["rights", "restrictions"];

/** What was restricted on a request. @param revision of the request: deciding makes one */
export function useRestriction(request: string, revision: number) {
  return useQuery({
    queryKey: [...restrictions, request, revision],
    queryFn: ({ signal }) => api.get(`/api/rights/requests/${request}/restriction`, requestRestriction, { signal }),
  });
}

export function useChangeRestriction(request: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: RestrictionChangeAsked) =>
      api.post(`/api/rights/requests/${request}/restriction`, change, restriction),
    // Also after a refusal: somebody else may have changed it. Letters that may be written hang on it too.
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["rights"] }),
  });
}

/** Opens a restricted record. It is kept by nothing here. */
export function useReadRestricted(request: string) {
  return useMutation({
    mutationFn: (read: ReadRestricted) =>
      api.post(`/api/rights/requests/${request}/restriction/read`, read, restrictedRecord),
    gcTime: 0,
  });
}

/** A look through the ledger: only when somebody asks for it. */
export function useRecipients(request: string) {
  return useMutation({ mutationFn: () => api.get(`/api/rights/requests/${request}/recipients`, recipientList) });
}

/** What of one's own record is restricted now. */
export function useOwnRestrictions() {
  return useQuery({
    queryKey: [...restrictions, "mine"],
    queryFn: ({ signal }) => api.get("/api/rights/mine/restrictions", ownRestrictions, { signal }),
  });
}
