import { CodedError } from "../../kernel/index.ts";

/** Why the bundled PostgreSQL can't serve. Every message says what to do next. */
export type BundledPostgresErrorCode =
  /** npm brought no PostgreSQL for this machine. */
  | "bundled-postgres/no-binaries"
  /** The binaries are there and this machine can't execute them. */
  | "bundled-postgres/cannot-run"
  /** Running as root, and no way to run PostgreSQL as somebody else. */
  | "bundled-postgres/root"
  /** Another server holds this data directory. */
  | "bundled-postgres/in-use"
  /** The data directory belongs to another user. */
  | "bundled-postgres/not-owner"
  /** The data directory was made by another major version of PostgreSQL. */
  | "bundled-postgres/other-version"
  /** The cluster exists and the file with its owner's password does not. */
  | "bundled-postgres/no-password"
  /** No directory with a path short enough for a Unix socket. */
  | "bundled-postgres/no-socket-directory"
  /** initdb failed. */
  | "bundled-postgres/initialise"
  /** A leftover process of an earlier run doesn't end. */
  | "bundled-postgres/leftover"
  /** PostgreSQL ended before it was ready. */
  | "bundled-postgres/start";

export class BundledPostgresError extends CodedError<BundledPostgresErrorCode> {}
