import type { FastifyInstance } from "fastify";
import { knownOrigins } from "../origin.ts";
import { answerRefusal, edgeRefusal } from "./answer-refusal.ts";

const reading = new Set(["GET", "HEAD", "OPTIONS"]);

/** Refuses what a page of another origin makes a browser send with our cookies, before anybody's route sees it. The session's own token
 *  (see cross-site.ts of identity) says the same a second time. Programs with a bearer token have no cookie to abuse, and the
 *  token endpoint is for apps of other origins. */
export function refuseOtherOrigins(app: FastifyInstance, publicOrigin: string): void {
  const known = knownOrigins(publicOrigin);
  app.addHook("onRequest", (request, reply, done) => {
    if (reading.has(request.method)) return done();
    const { origin, authorization, cookie } = request.headers;
    const site = request.headers["sec-fetch-site"];
    const isElsewhere = (origin !== undefined && !known.has(origin)) || site === "cross-site";
    const isApp = authorization !== undefined || (cookie === undefined && request.url.startsWith("/oauth/"));
    if (!isElsewhere || isApp) return done();
    answerRefusal(
      request,
      reply,
      edgeRefusal(
        403,
        "session/cross-site",
        "This request did not come from Wardbook's own pages. Reload the page and try again.",
      ),
    );
  });
}
