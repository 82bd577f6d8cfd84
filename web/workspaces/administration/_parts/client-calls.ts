import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { addClientAnswer, clientList } from "../../../../contract/index.ts";
import { api, nothing } from "../../../app/api.ts";

const clients = ["clients"];

export function useClients() {
  return useQuery({ queryKey: clients, queryFn: ({ signal }) => api.get("/api/clients", clientList, { signal }) });
}

/** Adds a client; answers with its secret, once. */
export function useAddClient() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (client: { readonly name: string; readonly scope: string }) =>
      api.post("/api/clients", client, addClientAnswer),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: clients }),
  });
}

/** Ends a client and its tokens. */
export function useEndClient() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/api/clients/${encodeURIComponent(id)}`, nothing),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: clients }),
  });
}
