import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type BreakGlassDetail,
  breakGlassDetail,
  breakGlassList,
  type breakGlassReviewRequest,
} from "../../../../contract/index.ts";
import type { z } from "zod";
import { api, nothing } from "../../../app/api.ts";

const emergencies = ["emergencies"];

export type EmergencyFilter = "open" | "awaiting" | "done";

export function useEmergencies(state: EmergencyFilter) {
  return useInfiniteQuery({
    queryKey: [...emergencies, state],
    queryFn: ({ pageParam, signal }) =>
      api.get(
        `/api/break-glass?state=${state}${pageParam === undefined ? "" : `&before=${pageParam}`}`,
        breakGlassList,
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
}

export function useEmergency(id: string) {
  return useQuery({
    queryKey: [...emergencies, "one", id],
    queryFn: ({ signal }) => api.get(`/api/break-glass/${id}`, breakGlassDetail, { signal }),
  });
}

export function useReviewEmergency(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (review: z.infer<typeof breakGlassReviewRequest>): Promise<BreakGlassDetail> =>
      api.post(`/api/break-glass/${id}/review`, review, breakGlassDetail),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: emergencies }),
        queryClient.invalidateQueries({ queryKey: ["tasks"] }),
      ]),
  });
}

export function useEndEmergency(id: string) {
  const queryClient = useQueryClient();
  return useMutation<unknown, Error, undefined>({
    mutationFn: () => api.post(`/api/break-glass/${id}/end`, undefined, nothing),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: emergencies }),
  });
}
