import { CodedError } from "../../kernel/index.ts";

export type MailErrorCode =
  /** The server can't be reached, refuses to upgrade to TLS, or shows a wrong certificate. */
  | "mail/unreachable"
  /** The connection ended midway: the message may have been taken, or not. */
  | "mail/broken-off"
  /** It doesn't take the user name and password. */
  | "mail/not-signed-in"
  /** It doesn't take the message. */
  | "mail/refused"
  | "mail/bad-address";

/** Mail that was not sent. Messages name neither recipients nor contents. */
export class MailError extends CodedError<MailErrorCode> {}
