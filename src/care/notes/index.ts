export { parseDraftId } from "./draft.ts";
export type { Draft, DraftId, DraftWords } from "./draft.ts";
export { openNotes } from "./notes.ts";
export type { Notes } from "./notes.ts";
export { NotesError } from "./notes-error.ts";
export type { NotesErrorCode } from "./notes-error.ts";
export type { ConfirmPassword, NotesPorts } from "./ports.ts";
export type { DraftSave, SaveOutcome } from "./save-draft.ts";
export type { Signing, SignOutcome } from "./sign-draft.ts";
