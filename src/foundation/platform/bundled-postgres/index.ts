export { BundledPostgresError } from "./bundled-postgres-error.ts";
export type { BundledPostgresErrorCode } from "./bundled-postgres-error.ts";
export { findRunningPostgres } from "./find-running.ts";
export type { PostgresExit } from "./postmaster.ts";
export { startBundledPostgres } from "./start.ts";
export type { BundledPostgres, BundledPostgresOptions } from "./start.ts";
