import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import {
  approveRecoveryAnswer,
  recoveryList,
  recoveryRow,
  type startRecoveryRequest,
} from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

const recoveries = ["recoveries"];

/** Lost accesses on their way back. */
export function useRecoveries() {
  return useQuery({
    queryKey: recoveries,
    queryFn: ({ signal }) => api.get("/api/recoveries", recoveryList, { signal }),
    staleTime: 0,
    refetchInterval: 30_000,
  });
}

function useRecoveryAct<Input, Answer>(act: (input: Input) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: recoveries }),
  });
}

export function useStartRecovery() {
  return useRecoveryAct((sent: z.infer<typeof startRecoveryRequest>) => api.post("/api/recoveries", sent, recoveryRow));
}

/** Answers this approver's half, once. */
export function useApproveRecovery() {
  return useRecoveryAct(({ id, ...sent }: { readonly id: string; readonly password?: string }) =>
    api.post(`/api/recoveries/${id}/approve`, sent, approveRecoveryAnswer),
  );
}

export function useRefuseRecovery() {
  return useRecoveryAct((id: string) => api.post(`/api/recoveries/${id}/refuse`, {}, recoveryRow));
}
