import { CodedError } from "../../foundation/kernel/index.ts";

export type SignaturesErrorCode =
  /** The first signature of a session takes both components, each further one takes one. */
  | "signatures/components-needed"
  /** A record is signed once it has an id and a version. */
  | "signatures/unnamed-record"
  /** A file that holds no signed record. */
  | "signatures/malformed-file";

export class SignaturesError extends CodedError<SignaturesErrorCode> {}
