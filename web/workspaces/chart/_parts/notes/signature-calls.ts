import {
  type NextSignature,
  type NoteSignatures,
  nextSignature,
  noteSignatures,
} from "../../../../../contract/index.ts";
import { api, RequestFailure } from "../../../../app/api.ts";
import { downloadText } from "../trends/csv.ts";

/** A signature is checked when the note is shown, not believed because it was right once. */
export const signaturesQuery = (noteId: string) => ({
  queryKey: ["note-signatures", noteId],
  queryFn: ({ signal }: { readonly signal: AbortSignal }): Promise<NoteSignatures> =>
    api.get(`/api/notes/${noteId}/signatures`, noteSignatures, { signal }),
  staleTime: 60_000,
});

/** What the next signature takes; the answer changes with every signature. */
export const nextSignatureQuery = {
  queryKey: ["next-signature"],
  queryFn: ({ signal }: { readonly signal: AbortSignal }): Promise<NextSignature> =>
    api.get("/api/signatures/next", nextSignature, { signal }),
  staleTime: 0,
  gcTime: 0,
};

/** Hands the signed version, its signatures and the keys to the browser as a file. @throws RequestFailure */
export async function downloadSignedNote(noteId: string): Promise<void> {
  const answer = await fetch(`/api/notes/${encodeURIComponent(noteId)}/signed-record`, {
    credentials: "same-origin",
    cache: "no-store",
  }).catch(() => undefined);
  if (answer === undefined)
    throw new RequestFailure("unreachable", 0, {
      code: "request/unreachable",
      message: "The server can’t be reached. Try again when the connection is back.",
    });
  if (!answer.ok)
    throw new RequestFailure("refused", answer.status, {
      code: "request/refused",
      message: "The server refused the file: your role may see only a part of this note.",
    });
  downloadText(`signed-note-${noteId}.json`, "application/json;charset=utf-8", await answer.text());
}
