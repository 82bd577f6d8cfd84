import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { failedSignIns } from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";
import { nothing } from "../../../app/api/json-api.ts";

const path = "/api/account/failed-sign-ins";
const key = ["account", "failed-sign-ins"];

/** What failed in the reader's own name before they came in: asked once. */
export function useFailedSignIns() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get(path, failedSignIns, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useReadFailedSignIns() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (lastAt: string) => api.post(`${path}/read`, { lastAt }, nothing),
    onSuccess: () => queryClient.setQueryData(key, {}),
  });
}
