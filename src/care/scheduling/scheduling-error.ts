import { CodedError } from "../../foundation/kernel/index.ts";
import type { Warning } from "./types.ts";

export type SchedulingErrorCode =
  | "scheduling/unknown-branch"
  | "scheduling/unknown-kind"
  | "scheduling/unknown-therapist"
  | "scheduling/unknown-room"
  /** There is no such appointment, absence or kind, or the caller may not see it. */
  | "scheduling/unknown"
  /** Somebody has the time, or it is full. By whom isn't told. */
  | "scheduling/taken"
  /** Something speaks against it that a reason overrides. */
  | "scheduling/needs-reason"
  | "scheduling/changed-meanwhile"
  | "scheduling/illegal-change"
  | "scheduling/unsuitable";

/** Why the calendar refuses. */
export class SchedulingError extends CodedError<SchedulingErrorCode> {
  /** What speaks against it. */
  readonly warnings: readonly Warning[];

  constructor(
    code: SchedulingErrorCode,
    message: string,
    options: {
      readonly path?: string | undefined;
      readonly cause?: unknown;
      readonly warnings?: readonly Warning[];
    } = {},
  ) {
    super(code, message, options);
    this.warnings = options.warnings ?? [];
  }
}

export function unknownAppointment(): SchedulingError {
  return new SchedulingError("scheduling/unknown", "there is no such appointment that you may see");
}

export function changedMeanwhile(): SchedulingError {
  return new SchedulingError("scheduling/changed-meanwhile", "somebody changed it meanwhile: look at it again");
}
