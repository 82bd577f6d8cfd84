import { CodedError } from "../../foundation/kernel/index.ts";

export type ConsentsErrorCode =
  /** There is no such consent of this patient. */
  | "consents/unknown"
  /** There is no signature to take elsewhere. */
  | "consents/not-signed"
  /** Who sees a part of a consent can't take the whole elsewhere. */
  | "consents/partly-hidden";

/** Why a consent's signature can't be had. */
export class ConsentsError extends CodedError<ConsentsErrorCode> {}
