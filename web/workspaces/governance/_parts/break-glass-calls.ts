import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
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

/** Opens one record in an emergency. What was shown as not there may be there now, so everything is asked again. */
export function useBreakGlass() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (request: BreakGlassRequest) => api.post("/api/break-glass", request, breakGlassGrant),
    onSuccess: () => queryClient.invalidateQueries(),
  });
}

/** Ends it before its time. What was seen under it leaves this window. */
export function useEndBreakGlass() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post(`/api/break-glass/${id}/end`, undefined, nothing),
    onSuccess: () => queryClient.resetQueries(),
  });
}
