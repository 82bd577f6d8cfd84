import { CodedError } from "../../foundation/kernel/index.ts";

export type ResidueErrorCode =
  /** There is nothing to look for. */
  | "residue/no-words"
  /** So few bytes are found by chance. */
  | "residue/word-too-short"
  | "residue/too-many-words";

/** Why nothing was scanned. */
export class ResidueError extends CodedError<ResidueErrorCode> {}
