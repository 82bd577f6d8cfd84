import { CodedError } from "../../foundation/kernel/index.ts";

export type RightsErrorCode =
  | "rights/unknown"
  | "rights/unknown-patient"
  /** The law that was named gives no such right. */
  | "rights/not-in-this-law"
  /** It can't have come in on that day. */
  | "rights/unsuitable-day"
  /** The ground belongs to another law or to another kind of request. */
  | "rights/unsuitable-ground"
  /** What is granted names no record of the patient's. */
  | "rights/unnamed-record"
  /** Nothing is lifted before the person was told. */
  | "rights/not-told"
  | "rights/no-extension"
  /** As the request stands, the letter would say what isn't so. */
  | "rights/unsuitable-letter"
  /** It has more text than can be set. */
  | "rights/letter-too-long"
  /** The letter needs words of the officer. */
  | "rights/note-missing"
  /** A way of sending goes with some addresses only. */
  | "rights/unsuitable-address"
  | "rights/unsuitable-letterhead"
  | "rights/illegal-change"
  /** Somebody else has changed it meanwhile. */
  | "rights/changed-meanwhile"
  | "rights/too-many"
  | "rights/altered";

/** Why something can't be done about a person's request. */
export class RightsError extends CodedError<RightsErrorCode> {}
