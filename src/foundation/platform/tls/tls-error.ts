import { CodedError } from "../../kernel/index.ts";

export type TlsErrorCode =
  /** A file is absent, or this user may not read it. */
  | "tls/unreadable"
  /** A file holds no certificate, or no key. */
  | "tls/malformed"
  /** The key is not this certificate's. */
  | "tls/wrong-key"
  /** The certificate's time is over. */
  | "tls/expired";

/** The message names the file, never what is in it. */
export class TlsError extends CodedError<TlsErrorCode> {}
