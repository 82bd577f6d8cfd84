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
  | "rights/no-extension"
  | "rights/illegal-change"
  /** Somebody else has changed it meanwhile. */
  | "rights/changed-meanwhile"
  | "rights/too-many"
  | "rights/altered";

/** Why something can't be done about a person's request. */
export class RightsError extends CodedError<RightsErrorCode> {}
