import { CodedError } from "../../foundation/kernel/index.ts";

export type NotesErrorCode =
  /** There is no such draft, or it is somebody else's: both look alike. */
  | "draft/unknown"
  /** A note was signed from this draft before, and the draft is there again. */
  | "draft/already-signed"
  /** Nothing to sign. */
  | "draft/empty"
  /** What an addendum adds to must be a signed note of the same patient; what a note replaces, one that was given back to its author. */
  | "draft/unsuitable-target"
  /** A letter has more text than can be set. */
  | "letter/too-long"
  /** A note, or what was added to it, is more than can be set. */
  | "note/too-long"
  /** A letter isn't set anew as a note: its paper is what was signed. */
  | "note/is-letter"
  /** There is no signature to take elsewhere. */
  | "note/not-signed"
  /** Who sees a part of a note can't take the whole elsewhere, or answer for it. */
  | "note/partly-hidden"
  /** Nobody waits for a co-signature on it (any more). */
  | "note/not-awaiting"
  /** Nobody co-signs their own. */
  | "note/own"
  /** The caller's role doesn't co-sign. */
  | "note/needs-co-signer";

/** Why something can't be done with a draft. */
export class NotesError extends CodedError<NotesErrorCode> {}

export function unknownDraft(): NotesError {
  return new NotesError("draft/unknown", "there is no such draft of yours: it was signed or discarded");
}
