import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import {
  addClientAnswer,
  type addClientRequest,
  type ClientRow,
  changeClientAnswer,
  type changeClientRequest,
  clientList,
  newSecretAnswer,
} from "../../../../contract/index.ts";
import { api, nothing } from "../../../app/api.ts";

const clients = ["clients"];

export type NewClient = z.input<typeof addClientRequest>;
export type ClientChange = z.input<typeof changeClientRequest>;

export function useClients({ enabled = true }: { readonly enabled?: boolean } = {}) {
  return useQuery({
    enabled,
    queryKey: clients,
    queryFn: ({ signal }) => api.get("/api/clients", clientList, { signal }),
  });
}

/** Adds a client; answers with the secret of one that keeps a secret, once. */
export function useAddClient() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (client: NewClient) => api.post("/api/clients", client, addClientAnswer),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: clients }),
  });
}

export function useChangeClient() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, change }: { readonly id: string; readonly change: ClientChange }) =>
      api.patch(`/api/clients/${encodeURIComponent(id)}`, change, changeClientAnswer),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: clients }),
  });
}

type Ask = ClientRow["asked"][number];
export type AskDecision = { readonly client: ClientRow; readonly ask: Ask; readonly decision: "approve" | "refuse" };

/** Gives a client what somebody else asked for, as it was read here; or takes what was asked away. */
export function useDecideClient() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ client, ask, decision }: AskDecision) => {
      const said = decision === "approve" ? { asked: ask.id, scope: ask.scopes.join(" ") } : { asked: ask.id };
      return api.post(`/api/clients/${encodeURIComponent(client.id)}/${decision}`, said, changeClientAnswer);
    },
    onSettled: () =>
      Promise.all(
        // What waits is somebody's task too.
        [clients, ["tasks"]].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      ),
  });
}

/** Replaces a secret at once; the new one is shown once. */
export function useNewSecret() {
  const queryClient = useQueryClient();
  return useMutation({
    onSuccess: () => queryClient.invalidateQueries({ queryKey: clients }),
    mutationFn: (id: string) => api.post(`/api/clients/${encodeURIComponent(id)}/secret`, {}, newSecretAnswer),
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
