import { CodedError } from "../../foundation/kernel/index.ts";

export type RecordsErrorCode = "records/version-conflict" | "records/body-altered" | "records/unknown-body-format";

export class RecordsError extends CodedError<RecordsErrorCode> {}
