import { CodedError } from "../../../foundation/kernel/index.ts";

/** A request that is refused, with the HTTP status that says so. The message is for the person. */
export class Refusal extends CodedError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    options: { readonly path?: string | undefined; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(code, message, { path: options.path });
    this.status = status;
    this.headers = options.headers ?? {};
  }
}

/** One answer whatever was wrong with cookie or token: none, forged, ended or revoked look alike. */
export function nobodySignedIn(): Refusal {
  return new Refusal(401, "session/none", "Nobody is signed in. Sign in and try again.", {
    headers: { "www-authenticate": "Bearer" },
  });
}
