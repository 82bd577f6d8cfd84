import { CodedError } from "../../foundation/kernel/index.ts";

export type MessagesErrorCode =
  /** There is no such message, or the caller may not see it. */
  | "messages/unknown"
  | "messages/unknown-patient"
  | "messages/unknown-task"
  | "messages/unknown-addressee"
  /** Announcing is for whoever manages people. */
  | "messages/may-not-announce";

/** Why a message isn't sent or read. */
export class MessagesError extends CodedError<MessagesErrorCode> {}
