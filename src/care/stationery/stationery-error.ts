import { CodedError } from "../../foundation/kernel/index.ts";

export type StationeryErrorCode =
  | "stationery/unsuitable"
  | "stationery/unsuitable-logo"
  | "stationery/unknown-branch"
  | "stationery/changed-meanwhile"
  | "stationery/too-many";

/** Why letterheads and layouts stay as they are. */
export class StationeryError extends CodedError<StationeryErrorCode> {}
