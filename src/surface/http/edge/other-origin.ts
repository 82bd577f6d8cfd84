import { knownOrigins } from "../origin.ts";
import { edgeRefusal } from "./answer-refusal.ts";
import type { Check } from "./check.ts";

const reading = new Set(["GET", "HEAD", "OPTIONS"]);

/** Refuses what a page of another origin makes a browser send with our cookies, before anybody's route sees it. The session's own token
 *  (see cross-site.ts of identity) says the same a second time. Programs with a bearer token have no cookie to abuse, and the
 *  token endpoint is for apps of other origins. */
export function isFromOurPages(publicOrigin: string): Check {
  const known = knownOrigins(publicOrigin);
  return ({ method, url, headers }) => {
    if (reading.has(method)) return undefined;
    const { origin, authorization, cookie } = headers;
    const isElsewhere = (origin !== undefined && !known.has(origin)) || headers["sec-fetch-site"] === "cross-site";
    const isApp = authorization !== undefined || (cookie === undefined && url.startsWith("/oauth/"));
    if (!isElsewhere || isApp) return undefined;
    return edgeRefusal(
      403,
      "session/cross-site",
      "This request did not come from Wardbook's own pages. Reload the page and try again.",
    );
  };
}
