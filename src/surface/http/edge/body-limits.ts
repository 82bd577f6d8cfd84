import type { FastifyInstance } from "fastify";
import { edgeRefusal } from "./answer-refusal.ts";
import { type JsonLimits, JsonShapeError, checkJsonShape } from "./json-shape.ts";
import { type RouteClass, routeClassOf } from "./route-class.ts";

interface BodyLimits {
  /** Bytes; undefined where the routes say it themselves. */
  readonly bytes: number | undefined;
  readonly json: JsonLimits;
}

const small: BodyLimits = { bytes: 64 * 1024, json: { depth: 8, members: 500, stringBytes: 48 * 1024, decimals: 20 } };
const form: BodyLimits = { ...small, bytes: 128 * 1024 };

export const bodyLimits: Readonly<Record<RouteClass, BodyLimits>> = {
  page: small,
  public: small,
  "sign-in": small,
  recovery: small,
  "set-up": small,
  stranger: small,
  token: small,
  oauth: form,
  api: { bytes: 1024 * 1024, json: { depth: 32, members: 20_000, stringBytes: 256 * 1024, decimals: 1_000 } },
  // The file itself is no JSON of ours: the import reads it line by line, with limits of its own.
  transfer: { bytes: undefined, json: { depth: 8, members: 500, stringBytes: 48 * 1024, decimals: 20 } },
  proof: small,
  // The parser of FHIR's JSON knows how deep a resource may be, and says it in FHIR's way.
  fhir: { bytes: undefined, json: { depth: 1_000, members: 400_000, stringBytes: 32 * 1024 * 1024, decimals: 20_000 } },
};

/** A batch or transaction holds up to thousands of resources. */
export const bundleLimits: JsonLimits = {
  depth: 1_000,
  members: 1_000_000,
  stringBytes: 32 * 1024 * 1024,
  decimals: 100_000,
};

const isJson = /^(?:application|text)\/(?:[a-z.+-]*\+)?json/i;

/** Limits what a body may hold, by route. */
export function limitBodies(app: FastifyInstance): void {
  app.addHook("onRoute", (route) => {
    const method = [route.method].flat()[0] ?? "GET";
    const { bytes } = bodyLimits[routeClassOf(method, route.url)];
    if (bytes !== undefined) route.bodyLimit ??= bytes;
  });
  // A member called __proto__ is refused, as the framework's own parser does.
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    const path = request.url.split("?", 1)[0] ?? "";
    try {
      checkJsonShape(body as Buffer, bodyLimits[routeClassOf(request.method, request.routeOptions.url ?? path)].json);
    } catch (error) {
      done(asRefusal(error));
      return;
    }
    void parse(request, body.toString(), done);
  });
  // The FHIR routes take their bodies as they come.
  app.addHook("preValidation", (request, _reply, done) => {
    const { body } = request;
    if (!Buffer.isBuffer(body) || !isJson.test(request.headers["content-type"] ?? "")) return done();
    const { url } = request.routeOptions;
    try {
      checkJsonShape(body, url === "/fhir" || request.url === "/fhir/" ? bundleLimits : bodyLimits.fhir.json);
      done();
    } catch (error) {
      done(error as Error);
    }
  });
}

function asRefusal(error: unknown): Error {
  if (error instanceof JsonShapeError)
    return edgeRefusal(413, error.code, `The request was not read: ${error.message}.`);
  return error as Error;
}
