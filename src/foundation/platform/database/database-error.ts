import { CodedError } from "../../kernel/index.ts";

export type DatabaseErrorCode =
  | "database/unreachable"
  | "database/outcome-unknown"
  | "database/unique-violation"
  /** Somebody else held it for longer than the transaction waits, or the two waited for one another. */
  | "database/lock-not-available"
  | "database/too-old"
  | "database/no-create-role"
  | "database/migration-changed"
  | "database/migration-failed"
  | "database/failed";

/** The database refused or could not be reached. Messages never carry statement text or parameters. */
export class DatabaseError extends CodedError<DatabaseErrorCode> {}

const connectionStates = new Set([
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

function stateOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : "";
}

/** Turns a driver error into a coded one. The driver's message is dropped: it can quote values. */
export function databaseError(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const state = stateOf(error);
  if (state === "23505") return new DatabaseError("database/unique-violation", "a row with this key exists");
  // 40P01: a deadlock, of which this one was chosen to give way.
  if (state === "55P03" || state === "40P01")
    return new DatabaseError("database/lock-not-available", "a lock wasn't free in time");
  if (isConnectionLoss(error))
    return new DatabaseError("database/unreachable", `the database can't be reached (${state || "connection lost"})`);
  return new DatabaseError("database/failed", `the database refused a statement (SQLSTATE ${state || "unknown"})`, {
    cause: state === "" ? error : undefined,
  });
}

/** Whether the driver says that there is no connection (any more). */
export function isConnectionLoss(error: unknown): boolean {
  if (connectionStates.has(stateOf(error))) return true;
  const said = /connection terminated|timeout exceeded when trying to connect|not queryable/i;
  return error instanceof Error && said.test(error.message);
}

/** The connection was lost while a commit was under way: it may have been kept or not. */
export function outcomeUnknown(cause: unknown): DatabaseError {
  return new DatabaseError(
    "database/outcome-unknown",
    "the connection to the database was lost while the change was being kept: look whether it is there before trying again",
    { cause },
  );
}
