import { CodedError } from "../../foundation/kernel/index.ts";

export type ConsentsErrorCode =
  /** There is no such consent of this patient. */
  | "consents/unknown"
  /** Patients keep somebody out by themselves; whatever else they decide, staff write down. */
  | "consents/not-a-denial"
  /** Its last day is over. */
  | "consents/over"
  /** More hold for this patient than one can keep track of. */
  | "consents/too-many"
  | "consents/changed-meanwhile"
  /** There is no signature to take elsewhere. */
  | "consents/not-signed"
  /** Who sees a part of a consent can't take the whole elsewhere. */
  | "consents/partly-hidden";

/** Why a consent's signature can't be had. */
export class ConsentsError extends CodedError<ConsentsErrorCode> {}
