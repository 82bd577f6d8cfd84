import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type JsonValue, parseResourceText } from "../../../foundation/fhir/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { ledgerEntryHeader } from "../../../../contract/index.ts";
import type { FhirAnswer, FhirCall } from "./call.ts";
import { capabilityStatement } from "./capability-statement.ts";
import { type FileBytes, fileBytesOf } from "./file-bytes.ts";
import { HttpError, refusalOf } from "./outcome.ts";
import { performBundle } from "./perform-bundle.ts";
import { type FhirDoors, perform } from "./perform.ts";
import { parsePairs } from "./query-pairs.ts";

export interface FhirRoutesPorts extends FhirDoors {
  readonly authenticate: (request: FastifyRequest) => Promise<Caller | undefined>;
  /** Address of this server as the request may call it ("http://127.0.0.1:8080"). */
  readonly originOf: (request: FastifyRequest) => string;
  /** Counts requests that come inside of one. @throws when they are too many */
  readonly chargeMore: (request: FastifyRequest, caller: Caller, points: number) => Promise<void>;
  readonly version: string;
  readonly startedAt: string;
}

const mediaType = "application/fhir+json; charset=utf-8";
const bodyLimitBytes = 32 * 1024 * 1024;
const formLimitBytes = 256 * 1024;
const form = "application/x-www-form-urlencoded";
const mostEntryIds = 20;
const metadataAddress = "/fhir/metadata";
const utf8 = new TextDecoder("utf-8", { fatal: true });

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : undefined;
}

function textIn(body: unknown): string {
  if (!Buffer.isBuffer(body)) return "";
  try {
    return utf8.decode(body);
  } catch (cause) {
    throw new HttpError("http/malformed-request", "the body is not UTF-8", { cause });
  }
}

function bodyOf(request: FastifyRequest): JsonValue | undefined {
  if (request.method === "GET" || request.method === "HEAD" || request.method === "DELETE") return undefined;
  const text = textIn(request.body);
  return text === "" ? undefined : parseResourceText(text);
}

function decodePath(path: string): readonly string[] {
  try {
    return path.split("/").map(decodeURIComponent);
  } catch (cause) {
    throw new HttpError("http/malformed-request", "the address is not percent-encoded UTF-8", { cause });
  }
}

function callOf(request: FastifyRequest, base: string): FhirCall {
  const [address = "", query = ""] = request.raw.url?.split(/\?(.*)/s, 2) ?? [];
  const path = decodePath(address.slice("/fhir/".length));
  const pairs = parsePairs(query);
  const isForm = path[1] === "_search" && (header(request, "content-type") ?? "").startsWith(form);
  return {
    method: request.method,
    path,
    query: isForm ? [...pairs, ...parsePairs(textIn(request.body))] : pairs,
    headers: {
      ifMatch: header(request, "if-match"),
      ifNoneMatch: header(request, "if-none-match"),
      ifNoneExist: header(request, "if-none-exist"),
      prefer: header(request, "prefer"),
    },
    body: isForm ? undefined : bodyOf(request),
    base,
  };
}

function send(reply: FastifyReply, answer: FhirAnswer, base: string, file?: FileBytes): FastifyReply {
  reply.code(answer.status).header("content-type", mediaType).header("cache-control", "no-store");
  if (answer.etag !== undefined) reply.header("etag", answer.etag);
  if (answer.lastModified !== undefined) reply.header("last-modified", answer.lastModified);
  if (answer.location !== undefined) reply.header("location", `${base}/${answer.location}`);
  if (answer.entryIds.length > 0) reply.header(ledgerEntryHeader, answer.entryIds.slice(0, mostEntryIds).join(","));
  if (file === undefined) return reply.send(answer.body.length === 0 ? null : answer.body);
  // Never shown as a page of ours: downloaded, and with the strictest policy of all answers.
  return reply
    .header("content-type", file.contentType)
    .header("content-disposition", file.disposition)
    .header("vary", "accept")
    .send(file.bytes);
}

/** Answers any error of `/fhir` as an OperationOutcome. */
export function sendRefusal(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const refusal = refusalOf(error);
  if (refusal.unexpected) request.log.error({ err: error }, "request failed");
  if (refusal.status === 401) reply.header("www-authenticate", 'Bearer realm="wardbook"');
  if (refusal.status === 503) reply.header("retry-after", "2");
  if (error instanceof HttpError && error.allow !== undefined) reply.header("allow", error.allow.join(", "));
  return reply
    .code(refusal.status)
    .header("content-type", mediaType)
    .header("cache-control", "no-store")
    .send(refusal.outcome);
}

/** FHIR R4 REST at `/fhir`. */
export async function fhirRoutes(app: FastifyInstance, ports: FhirRoutesPorts): Promise<void> {
  const statements = new Map<string, string>();
  const statementFor = (base: string) => {
    const known = statements.get(base);
    if (known !== undefined) return known;
    const made = capabilityStatement(base, ports.version, ports.startedAt);
    statements.set(base, made);
    return made;
  };

  app.removeAllContentTypeParsers();
  for (const type of ["application/fhir+json", "application/json", "text/json", "application/json+fhir", form]) {
    const bodyLimit = type === form ? formLimitBytes : bodyLimitBytes;
    app.addContentTypeParser(type, { parseAs: "buffer", bodyLimit }, (_request, body, done) => done(null, body));
  }
  app.setErrorHandler((error, request, reply) => sendRefusal(request, reply, asHttpError(error)));

  app.get(metadataAddress, async (request, reply) => {
    const body = statementFor(`${ports.originOf(request)}/fhir`);
    return reply.header("content-type", mediaType).header("cache-control", "no-cache").send(body);
  });

  // Before a byte of the body is read: nobody unknown may make the server hold large bodies.
  const callers = new WeakMap<FastifyRequest, Caller>();
  app.addHook("onRequest", async (request) => {
    if (request.routeOptions.url === metadataAddress) return;
    callers.set(request, await callerOf(request));
  });

  async function callerOf(request: FastifyRequest): Promise<Caller> {
    const caller = await ports.authenticate(request);
    if (caller === undefined) throw new HttpError("http/not-signed-in", "sign in, or send a bearer token");
    return caller;
  }

  async function handle(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const caller = callers.get(request);
    if (caller === undefined) throw new HttpError("http/not-signed-in", "sign in, or send a bearer token");
    const base = `${ports.originOf(request)}/fhir`;
    const [address = ""] = request.raw.url?.split("?", 1) ?? [];
    if (address === "/fhir" || address === "/fhir/") {
      if (request.method !== "POST")
        throw new HttpError("http/unsupported-method", "this address takes POST, of a batch or transaction", {
          allow: ["POST"],
        });
      return send(
        reply,
        await performBundle(ports, caller, bodyOf(request), base, {
          callerNow: () => callerOf(request),
          onFault: (err) => request.log.error({ err }, "an entry of a bundle failed"),
          charge: (entries) => ports.chargeMore(request, caller, entries),
          isAbandoned: () => reply.raw.destroyed,
        }),
        base,
      );
    }
    const answer = await perform(ports, caller, callOf(request, base));
    const file = request.method === "GET" ? fileBytesOf(header(request, "accept"), address, answer) : undefined;
    return send(reply, answer, base, file);
  }

  app.all("/fhir", handle);
  app.all("/fhir/*", handle);
}

/** The framework's own refusals, in our codes. */
export function asHttpError(error: unknown): unknown {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  switch (code) {
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new HttpError("http/unsupported-media-type", "send application/fhir+json", { cause: error });
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new HttpError("http/too-large", `a body has at most ${bodyLimitBytes / 1024 / 1024} MiB`, {
        cause: error,
      });
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
    case "FST_ERR_BAD_URL":
      return new HttpError("http/malformed-request", "the request is malformed", { cause: error });
    default:
      return isRefusal(error)
        ? new HttpError("http/malformed-request", "the request is malformed", { cause: error })
        : error;
  }
}

/** The framework says with a status whose fault an error is. */
function isRefusal(error: unknown): boolean {
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
  return typeof status === "number" && status >= 400 && status < 500;
}
