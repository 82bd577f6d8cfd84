/**
 * An error that a caller can act on: a closed code, an optional path into the input, and never patient data.
 * Each module narrows `Code` to its own union; the HTTP surface turns codes into an OperationOutcome in one table.
 */
export class CodedError<Code extends string = string> extends Error {
  readonly code: Code;
  /** Where in the input, as a FHIRPath-like expression ("Observation.status"), where there is one. */
  readonly path: string | undefined;

  constructor(
    code: Code,
    message: string,
    options: { readonly path?: string | undefined; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.path = options.path;
  }
}

/** Input that does not parse as what it must be. Codes start with `input/`. */
export class MalformedInput extends CodedError<`input/${string}`> {}
