import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type BreakGlassGrant,
  type BreakGlassRequest,
  breakGlassGrant,
  breakGlassReasons,
  myBreakGlass,
} from "../../../../contract/index.ts";
import { api, nothing } from "../../../app/api.ts";

const mine = ["break-glass", "mine"];
const oftenMilliseconds = 60_000;

/** The caller's own open emergencies. */
export function useMyBreakGlass(enabled: boolean) {
  return useQuery({
    queryKey: mine,
    queryFn: ({ signal }) => api.get("/api/break-glass/mine", myBreakGlass, { signal }),
    enabled,
    refetchInterval: oftenMilliseconds,
  });
}

export function useBreakGlassReasons() {
  return useQuery({
    queryKey: ["break-glass", "reasons"],
    queryFn: ({ signal }) => api.get("/api/break-glass/reasons", breakGlassReasons, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Opens one record in an emergency. What was shown as not there may be there now, so everything is asked again.
 *  @param opened called even when the asking form is gone by then: the list beside it may have found the patient meanwhile */
export function useBreakGlass(opened: (grant: BreakGlassGrant) => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (request: BreakGlassRequest) => api.post("/api/break-glass", request, breakGlassGrant),
    onSuccess: (grant) => {
      opened(grant);
      return queryClient.invalidateQueries();
    },
  });
}

/** Ends it before its time. What was seen under it leaves this window.
 *  @param ended called even when the banner is gone by then */
export function useEndBreakGlass(ended: () => Promise<void>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post(`/api/break-glass/${id}/end`, undefined, nothing),
    onSuccess: async () => {
      await ended();
      await queryClient.resetQueries();
    },
  });
}
