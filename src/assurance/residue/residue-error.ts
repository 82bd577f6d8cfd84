import { CodedError } from "../../foundation/kernel/index.ts";

export type ResidueErrorCode =
  /** There is nothing to look for. */
  | "residue/no-words"
  /** So few bytes are found by chance. */
  | "residue/word-too-short"
  | "residue/too-many-words"
  /** Another process takes what was deleted off the disk at this moment. */
  | "residue/clearing-elsewhere"
  /** It was broken off. */
  | "residue/stopped";

/** Why nothing was scanned, or cleared. */
export class ResidueError extends CodedError<ResidueErrorCode> {}
