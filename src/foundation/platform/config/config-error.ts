import { CodedError } from "../../kernel/index.ts";

export type ConfigErrorCode =
  /** A `WARDBOOK_…` name that nothing reads: most often a slip of the keyboard. */
  | "config/unknown-setting"
  /** A flag that nothing reads. */
  | "config/unknown-flag"
  /** A value that the setting doesn't take. */
  | "config/bad-value"
  /** The server listens on every address, and nobody said what it is called. */
  | "config/no-public-url"
  /** Something would cross a network unencrypted. */
  | "config/unencrypted"
  /** The public URL speaks of TLS that nobody has been told to do. */
  | "config/undeclared-proxy";

/** The message names the setting and says what it takes. It never quotes a secret. */
export class ConfigError extends CodedError<ConfigErrorCode> {}
