import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { federationAnswer, type federationRequest } from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

const federation = ["federation"];

export function useFederation() {
  return useQuery({
    queryKey: federation,
    queryFn: ({ signal }) => api.get("/api/federation", federationAnswer, { signal }),
  });
}

export function useSaveFederation() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (settings: z.infer<typeof federationRequest>) => api.put("/api/federation", settings, federationAnswer),
    onSuccess: (answer) => queryClient.setQueryData(federation, answer),
  });
}
