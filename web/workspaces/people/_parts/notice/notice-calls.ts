import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { acknowledgements, privacyNotice } from "../../../../../contract/index.ts";
import { api } from "../../../../app/api.ts";

const noticeKey = ["registration", "privacy-notice"] as const;
const givenKey = (patientId: string) => ["registration", "acknowledgements", patientId] as const;

/** The organisation's notice as it stands. */
export function useNotice(enabled: boolean) {
  return useQuery({
    queryKey: noticeKey,
    queryFn: ({ signal }) => api.get("/api/registration/privacy-notice", privacyNotice, { signal }),
    enabled,
    staleTime: 60_000,
  });
}

export function useChangeNotice() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (text: string) => api.put("/api/registration/privacy-notice", { text }, privacyNotice),
    onSuccess: (notice) => queries.setQueryData(noticeKey, notice),
  });
}

/** Which notices a patient was given. */
export function useAcknowledgements(patientId: string, enabled: boolean) {
  return useQuery({
    queryKey: givenKey(patientId),
    queryFn: ({ signal }) =>
      api.get(`/api/registration/acknowledgements?patient=${patientId}`, acknowledgements, { signal }),
    enabled,
    staleTime: 5 * 60_000,
  });
}

/** What the desk says of the notice: signed with a drawing, or given on paper. */
export type Given = { readonly version: number; readonly signature: string | undefined };

export function sendGiven(patientId: string, { version, signature }: Given) {
  return api.post(
    "/api/registration/acknowledgements",
    { patientId, version, ...(signature === undefined ? {} : { signature }) },
    acknowledgements,
  );
}

export function useAcknowledge(patientId: string) {
  const queries = useQueryClient();
  return useMutation({
    networkMode: "always",
    mutationFn: (given: Given) => sendGiven(patientId, given),
    onSuccess: (answer) => queries.setQueryData(givenKey(patientId), answer),
    // Another notice may hold by now.
    onError: () => queries.invalidateQueries({ queryKey: noticeKey }),
  });
}
