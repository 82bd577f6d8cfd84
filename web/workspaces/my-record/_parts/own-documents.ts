import type { Resource } from "../../../app/api.ts";
import type { DocumentReference } from "../../../ui/clinical/fhir-types.ts";
import { noteBody, type NoteThread, noteThreads } from "../../chart/_parts/notes/note.ts";
import { isReleased, isUnfinished } from "./released.ts";

/** What is released, apart: what is read here, and what came as a file. */
export type OwnDocuments = {
  readonly notes: readonly NoteThread[];
  readonly files: readonly NoteThread[];
  /** How many are still being written. */
  readonly unfinished: number;
};

export function ownDocuments(
  documents: readonly DocumentReference[],
  included: ReadonlyMap<string, Resource>,
): OwnDocuments {
  const threads = noteThreads(documents.filter(isReleased), included);
  const isFile = ({ note }: NoteThread) => noteBody(note.document).kind === "elsewhere";
  return {
    notes: threads.filter((thread) => !isFile(thread)),
    files: threads.filter(isFile),
    unfinished: documents.filter(isUnfinished).length,
  };
}
