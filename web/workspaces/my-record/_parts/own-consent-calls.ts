import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ConsentRow, type OwnConsentRequest, consentRow } from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

/** Keeps somebody out of one's own record. */
export function useKeepOut(patientId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (consent: OwnConsentRequest) =>
      api.post(`/api/patients/${patientId}/own-consents`, consent, consentRow),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["chart", patientId] }),
  });
}

export function useTakeBack(patientId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...sent }: Pick<ConsentRow, "id" | "version"> & { readonly password?: string }) =>
      api.post(`/api/patients/${patientId}/own-consents/${id}/withdraw`, sent, consentRow),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["chart", patientId] }),
  });
}
