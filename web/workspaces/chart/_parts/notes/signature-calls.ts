import { type NoteSignatures, noteSignatures } from "../../../../../contract/index.ts";
import { api } from "../../../../app/api.ts";
import { send } from "../../../../app/api/send.ts";
import { saveFile } from "../../../../ui/save-file.ts";
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

/** Has the server set the note with its signatures as a PDF, and hands it over. @throws RequestFailure */
export async function downloadNotePaper(noteId: string): Promise<void> {
  const path = `/api/notes/${encodeURIComponent(noteId)}/paper`;
  const answer = await send(path, { method: "POST", accept: "application/pdf" });
  saveFile(`signed-note-${noteId}.pdf`, new Uint8Array(await answer.arrayBuffer()), "application/pdf");
}
