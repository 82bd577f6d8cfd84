import type { Problem } from "../../../contract/index.ts";
import { say } from "../words/index.ts";

/** How a request came to nothing.
 *  `refused`: the server said no and why. `unreachable`: no answer. `unreadable`: an answer that breaks the contract. */
export type FailureKind = "refused" | "unreachable" | "unreadable";

/** Every failure of `api` and `fhir`; an aborted request throws the browser's `AbortError` instead. */
export class RequestFailure extends Error {
  override readonly name = "RequestFailure";
  readonly kind: FailureKind;
  /** The server's closed code, or `request/unreachable`, `request/unreadable`. */
  readonly code: string;
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** The offending input field or FHIR path, where the server named one. */
  readonly path: string | undefined;
  /** The whole answer, for refusals that carry more (such as `draft/conflict`). */
  readonly answer: unknown;
  /** Wall-clock milliseconds before which another try is refused too, where the server said so. */
  readonly retryAt: number | undefined;

  constructor(kind: FailureKind, status: number, problem: Problem, answer?: unknown, retryAt?: number) {
    super(problem.message);
    this.retryAt = retryAt;
    this.kind = kind;
    this.status = status;
    this.code = problem.code;
    this.path = problem.path;
    this.answer = answer;
  }
}

export function unreachable(): RequestFailure {
  return new RequestFailure("unreachable", 0, {
    code: "request/unreachable",
    message: say("unreachable"),
  });
}

export function unreadable(status: number): RequestFailure {
  return new RequestFailure("unreadable", status, {
    code: "request/unreadable",
    message: say("unreadable"),
  });
}

/** True for a refusal with this code. */
export function isRefusal(error: unknown, code: string): error is RequestFailure {
  return error instanceof RequestFailure && error.code === code;
}

/** True for a refusal of one of these fields, which then says it itself. */
export function isOfField<Values extends object>(
  error: unknown,
  fields: Values,
): error is RequestFailure & { readonly path: Extract<keyof Values, string> } {
  return error instanceof RequestFailure && error.path !== undefined && error.path in fields;
}

/** True when a request was cancelled on purpose. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
