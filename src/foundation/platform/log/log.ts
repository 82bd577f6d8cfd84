import { type DestinationStream, type Logger, pino } from "pino";
import { Secret } from "../../kernel/index.ts";

/** The log. It tells what the server does and never what a request or an answer says. */
export type Log = Logger;

/** What may name a person or carry a secret, wherever a caller puts it. Belt and braces: callers log none of it. */
const hidden = [
  "headers",
  "body",
  "payload",
  "query",
  "params",
  "cookie",
  "cookies",
  "authorization",
  "password",
  "passphrase",
  "token",
  "secret",
];

/** @param destination where the lines go; standard output by default */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: hidden.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[hidden]" },
    serializers: {
      req: describeRequest,
      request: describeRequest,
      res: describeReply,
      err: describeError,
      error: describeError,
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** The path without its query, in which searches carry names and birth dates. */
function describeRequest(request: unknown): object {
  const { id, method, url } = asRecord(request);
  const path = typeof url === "string" ? url.replace(/[?#].*$/s, "") : undefined;
  return { id, method, path };
}

function describeReply(reply: unknown): object {
  return { status: asRecord(reply)["statusCode"] };
}

/** An error's name, code, message and stack, and its causes'. Not its other properties: a database driver puts the
 *  values of the failing row into `detail`. */
function describeError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { message: typeof error };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const cause = error.cause === undefined || depth === 3 ? undefined : describeError(error.cause, depth + 1);
  return { name: error.name, code, message: error.message, stack: error.stack, cause };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !(value instanceof Secret)
    ? (value as Record<string, unknown>)
    : {};
}
