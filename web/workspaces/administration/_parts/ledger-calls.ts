import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ledgerState, verification } from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

const verify = ["ledger", "verify"];

export function useLedgerState({ enabled = true }: { readonly enabled?: boolean } = {}) {
  return useQuery({
    enabled,
    queryKey: ["ledger", "state"],
    queryFn: ({ signal }) => api.get("/api/ledger/state", ledgerState, { signal }),
    refetchInterval: 15_000,
  });
}

/** How far the check of the whole ledger is. */
export function useVerification({ enabled = true }: { readonly enabled?: boolean } = {}) {
  return useQuery({
    enabled,
    queryKey: verify,
    queryFn: ({ signal }) => api.get("/api/ledger/verify", verification, { signal }),
    refetchInterval: (query) => (query.state.data?.state === "running" ? 400 : false),
  });
}

export function useStartVerification() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.post("/api/ledger/verify", {}, verification),
    onSuccess: (started) => queryClient.setQueryData(verify, started),
  });
}
