import { CodedError } from "./foundation/kernel/index.ts";

/** Says a failure as one line that tells what to do; what isn't expected keeps its stack. */
export function describeFailure(error: unknown): string {
  if (error instanceof CodedError) return `wardbook: ${error.message} (${error.code})`;
  return `wardbook: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
