import { CodedError } from "../../foundation/kernel/index.ts";

export type ErasureErrorCode =
  | "erasure/not-permitted"
  /** Without a reason, or with one that is too long. */
  | "erasure/bad-reason"
  | "erasure/bad-date"
  | "erasure/unknown"
  /** The patient has no such record. */
  | "erasure/unknown-record"
  /** It can't be erased by itself: it says who the patient is. */
  | "erasure/whole-only"
  /** It can't be erased by itself: a version lies under another key than the patient's. */
  | "erasure/not-separable"
  /** A rule or a hold keeps it: nobody chooses otherwise. */
  | "erasure/must-stay"
  | "erasure/nothing-to-erase"
  /** The request isn't one for erasure, is about somebody else, or is closed. */
  | "erasure/unsuitable-request"
  /** There is an open one for this patient. */
  | "erasure/already-proposed"
  | "erasure/illegal-change"
  | "erasure/four-eyes"
  | "erasure/altered"
  /** The record, the rules or the holds aren't as they were when it was proposed. */
  | "erasure/changed"
  /** A hold forbids it. */
  | "erasure/held"
  /** A retained record's period isn't over, or a hold covers it. */
  | "erasure/not-over";

/** Why something about an erasure is refused. */
export class ErasureError extends CodedError<ErasureErrorCode> {}
