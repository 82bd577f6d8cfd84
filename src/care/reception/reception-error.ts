import { CodedError } from "../../foundation/kernel/index.ts";

export type ReceptionErrorCode =
  /** No such organisation, or it doesn't offer this: the two look alike. */
  | "public/not-offered"
  /** The sum is too old, or was used: another is needed. */
  | "public/proof-over"
  | "public/proof-wrong"
  | "public/too-many"
  /** Somebody was quicker, or it isn't offered any more. */
  | "public/time-taken"
  | "public/unsuitable"
  /** There is no such time that the caller may see. */
  | "reception/unknown"
  /** It was confirmed, given back or let go already. */
  | "reception/not-held"
  | "reception/changed-meanwhile";

/** Why a stranger's request, or what staff do with it, is refused. */
export class ReceptionError extends CodedError<ReceptionErrorCode> {
  /** When another try makes sense. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ReceptionErrorCode,
    message: string,
    options: {
      readonly path?: string | undefined;
      readonly cause?: unknown;
      readonly retryAfterSeconds?: number | undefined;
    } = {},
  ) {
    super(code, message, options);
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

export function notOffered(): ReceptionError {
  return new ReceptionError("public/not-offered", "this isn't offered here: telephone or visit instead");
}
