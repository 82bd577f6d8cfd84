import { CodedError } from "../kernel/index.ts";

export type PackingErrorCode = "packing/malformed";

export class PackingError extends CodedError<PackingErrorCode> {}

export function malformed(cause?: unknown): PackingError {
  return new PackingError("packing/malformed", "the bytes are not packed as they say", { cause });
}
