import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { AppOrigins } from "../../../custody/authorization/index.ts";
import { knownOrigins } from "../origin.ts";

export interface CrossOrigin {
  /** Says who may read the answers of `/fhir`, refusals included. Call it before the edge: what that refuses is to be read as well. */
  headers(app: FastifyInstance): void;
  /** Answers browsers that ask beforehand. Call it after the edge: such questions are counted as others are. */
  preflights(app: FastifyInstance): void;
}

const underFhir = /^\/fhir(?:[/?]|$)/;
const allowed = {
  "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
  "access-control-allow-headers":
    "authorization, content-type, accept, prefer, if-match, if-none-match, if-none-exist, if-modified-since",
  "access-control-max-age": "600",
};
const exposed =
  "etag, location, content-location, last-modified, retry-after, www-authenticate, x-request-id, x-wardbook-ledger-entry";

/**
 * Apps that run in browsers come from where they were registered to come from, with a token and without cookies: an origin that isn't
 * exactly that of a public client's redirect address is told nothing, and nobody is ever allowed credentials.
 */
export function crossOrigin(ports: { readonly publicOrigin: string; readonly appOrigins: AppOrigins }): CrossOrigin {
  const own = knownOrigins(ports.publicOrigin);
  const strangers = new WeakMap<FastifyRequest, boolean>();

  function allow(request: FastifyRequest, reply: FastifyReply, origin: string, isApp: boolean): void {
    strangers.set(request, isApp);
    reply.header("vary", "origin");
    if (!isApp) return;
    reply.header("access-control-allow-origin", origin);
    reply.header("access-control-expose-headers", exposed);
  }

  return {
    headers(app) {
      app.addHook("onRequest", (request, reply, done) => {
        const { origin } = request.headers;
        if (origin === undefined || own.has(origin) || !underFhir.test(request.url)) {
          done();
          return;
        }
        // A page elsewhere on the same site would have them sent: they prove nothing about who wrote it.
        delete request.headers.cookie;
        const found = ports.appOrigins.has(origin);
        if (found instanceof Promise)
          found.then(
            (isApp) => {
              allow(request, reply, origin, isApp);
              done();
            },
            (error: unknown) => done(error as Error),
          );
        else {
          allow(request, reply, origin, found);
          done();
        }
      });
    },

    preflights(app) {
      app.addHook("onRequest", (request, reply, done) => {
        const asks = request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined;
        if (asks && strangers.get(request) === true) void reply.headers(allowed).code(204).send();
        else done();
      });
    },
  };
}

/** Whether a page that sent this may read the answer: one of ours, or a registered app. Programs aren't pages. */
export async function mayRead(
  request: FastifyRequest,
  { issuer, appOrigins }: { readonly issuer: string; readonly appOrigins: AppOrigins },
): Promise<boolean> {
  const { origin } = request.headers;
  return origin === undefined || knownOrigins(issuer).has(origin) || (await appOrigins.has(origin));
}
