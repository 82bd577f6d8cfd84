import { z } from "zod";
import { unreadable } from "./request-failure.ts";
import { type Method, type Outgoing, send } from "./send.ts";

export type RequestOptions = { readonly signal?: AbortSignal };

const accept = "application/json";

/** Schema of an empty answer (204). */
export const nothing = z.undefined();

function call<T>(
  method: Method,
  path: string,
  body: unknown,
  schema: z.ZodType<T>,
  options: RequestOptions,
): Promise<T> {
  if (body === undefined) return answered(path, { method, accept, signal: options.signal }, schema);
  return answered(
    path,
    { method, accept, headers: { "content-type": accept }, body: JSON.stringify(body), signal: options.signal },
    schema,
  );
}

async function answered<T>(path: string, outgoing: Outgoing, schema: z.ZodType<T>): Promise<T> {
  const answer = await send(path, outgoing);
  const text = await answer.text();
  const parsed = schema.safeParse(text === "" ? undefined : parseJson(text, answer.status));
  if (!parsed.success) throw unreadable(answer.status);
  return parsed.data;
}

/** @param parse what makes something of the text; plain JSON without it */
export function parseJson(text: string, status: number, parse: (text: string) => unknown = JSON.parse): unknown {
  try {
    return parse(text);
  } catch {
    throw unreadable(status);
  }
}

/**
 * The server's own routes (`/api/…`). Answers are parsed with the contract's schemas; `nothing` stands for 204.
 * Every call throws `RequestFailure`, or an `AbortError` when its signal aborts.
 */
export const api = {
  get: <T>(path: string, schema: z.ZodType<T>, options: RequestOptions = {}): Promise<T> =>
    call("GET", path, undefined, schema, options),
  post: <T>(path: string, body: unknown, schema: z.ZodType<T>, options: RequestOptions = {}): Promise<T> =>
    call("POST", path, body, schema, options),
  put: <T>(path: string, body: unknown, schema: z.ZodType<T>, options: RequestOptions = {}): Promise<T> =>
    call("PUT", path, body, schema, options),
  patch: <T>(path: string, body: unknown, schema: z.ZodType<T>, options: RequestOptions = {}): Promise<T> =>
    call("PATCH", path, body, schema, options),
  /** `POST` of a file as it is. */
  upload: <T>(path: string, file: Blob, schema: z.ZodType<T>, options: RequestOptions = {}): Promise<T> =>
    answered(
      path,
      {
        method: "POST",
        accept,
        headers: { "content-type": "application/octet-stream" },
        body: file,
        signal: options.signal,
      },
      schema,
    ),
  delete: <T>(path: string, schema: z.ZodType<T>, options: RequestOptions = {}): Promise<T> =>
    call("DELETE", path, undefined, schema, options),
};
