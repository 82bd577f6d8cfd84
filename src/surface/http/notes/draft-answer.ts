import type { Draft as DraftAnswer } from "../../../../contract/index.ts";
import type { Draft } from "../../../care/notes/index.ts";

/** The contract's `draft`. Drafts are shown to their author alone. */
export function draftAnswer({
  id,
  patient,
  title,
  text,
  addendumTo,
  replaces,
  encounter,
  template,
  revision,
  savedAt,
  authorName,
}: Draft): DraftAnswer {
  return {
    id,
    patientId: patient,
    title,
    text,
    addendumTo,
    replaces,
    encounter,
    template,
    revision,
    savedAt: instant(savedAt),
    authorName,
    mine: true,
  };
}

export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
