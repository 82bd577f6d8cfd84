import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, nothing } from "../../../../app/api.ts";

export const coSigningKey = ["co-signing"];

/** After an answer: the note, its signatures and the lists of what waits are others. */
function useAnswer<Sent>(patientId: string, noteId: string, act: string) {
  const client = useQueryClient();
  return useMutation({
    networkMode: "always",
    mutationFn: (sent: Sent) => api.post(`/api/notes/${noteId}/${act}`, sent, nothing),
    onSettled: () =>
      Promise.all(
        [["chart", patientId, "DocumentReference"], ["note-signatures", noteId], coSigningKey].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

export const useCoSign = (patientId: string, noteId: string) =>
  useAnswer<{ readonly password?: string }>(patientId, noteId, "co-signature");

export const useGiveBack = (patientId: string, noteId: string) =>
  useAnswer<{ readonly words: string }>(patientId, noteId, "return");
