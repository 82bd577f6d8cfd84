import type { DocumentReference } from "../../../ui/clinical/fhir-types.ts";

/**
 * Whether a document is released to whom it is about: it is current, and whoever wrote it calls it finished (final or amended) or, as
 * documents of other systems do, says nothing of its state. It only decides what is shown: what somebody may read the server decides.
 */
export function isReleased({ status, docStatus }: DocumentReference): boolean {
  return status === "current" && (docStatus === undefined || docStatus === "final" || docStatus === "amended");
}

/** Still being written. */
export function isUnfinished({ status, docStatus }: DocumentReference): boolean {
  return status === "current" && docStatus === "preliminary";
}
