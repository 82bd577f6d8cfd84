import { CodedError } from "../../kernel/index.ts";

export type DatabaseErrorCode =
  | "database/unreachable"
  | "database/unique-violation"
  | "database/too-old"
  | "database/no-create-role"
  | "database/migration-changed"
  | "database/migration-failed"
  | "database/failed";

/** The database refused or could not be reached. Messages never carry statement text or parameters. */
export class DatabaseError extends CodedError<DatabaseErrorCode> {}

const connectionStates = new Set(["57P01", "57P02", "57P03", "53300", "ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE"]);

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
  const lost =
    connectionStates.has(state) ||
    (error instanceof Error && /connection terminated|timeout exceeded when trying to connect/i.test(error.message));
  if (lost)
    return new DatabaseError("database/unreachable", `the database can't be reached (${state || "connection lost"})`);
  return new DatabaseError("database/failed", `the database refused a statement (SQLSTATE ${state || "unknown"})`, {
    cause: state === "" ? error : undefined,
  });
}
