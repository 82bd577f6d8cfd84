import { KeyringError } from "./keyring-error.ts";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const longestWaitMilliseconds = 10_000;
const mostBytes = 1_000_000;

/** One request to a provider of keys: JSON both ways, a time limit, no redirects.
 *  @throws KeyringError `keyring/provider-unavailable` when nothing answers, or something that isn't JSON */
export async function asking(
  address: string,
  request: { readonly method: string; readonly headers: Readonly<Record<string, string>>; readonly body: unknown },
): Promise<Answer> {
  try {
    const response = await fetch(address, {
      method: request.method,
      headers: { ...request.headers, "content-type": "application/json" },
      redirect: "error",
      signal: AbortSignal.timeout(longestWaitMilliseconds),
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    });
    const text = await response.text();
    if (text.length > mostBytes) throw new RangeError("an answer of that length is none");
    return { status: response.status, body: response.ok && text !== "" ? (JSON.parse(text) as unknown) : undefined };
  } catch (cause) {
    // The cause may quote the address, never the body or the headers.
    throw new KeyringError(
      "keyring/provider-unavailable",
      `the provider of keys at ${new URL(address).host} doesn't answer`,
      {
        cause,
      },
    );
  }
}
