import { type NoteSignatures, noteSignatures } from "../../../../../contract/index.ts";
import { api } from "../../../../app/api.ts";
import { downloadSignedRecord } from "../record/download-signed-record.ts";

/** A signature is checked when the note is shown, not believed because it was right once. */
export const signaturesQuery = (noteId: string) => ({
  queryKey: ["note-signatures", noteId],
  queryFn: ({ signal }: { readonly signal: AbortSignal }): Promise<NoteSignatures> =>
    api.get(`/api/notes/${noteId}/signatures`, noteSignatures, { signal }),
  staleTime: 60_000,
});

/** @throws RequestFailure */
export const downloadSignedNote = (noteId: string) =>
  downloadSignedRecord(`/api/notes/${encodeURIComponent(noteId)}/signed-record`, `signed-note-${noteId}.json`);
