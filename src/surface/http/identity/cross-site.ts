import type { FastifyRequest } from "fastify";
import { csrfHeader } from "../../../../contract/index.ts";
import { isCsrfTokenOf } from "../../../custody/identity/index.ts";
import type { SessionCookie } from "../../../custody/identity/index.ts";
import { Refusal } from "./refusal.ts";

const reading = new Set(["GET", "HEAD", "OPTIONS"]);

export function changesSomething(request: FastifyRequest): boolean {
  return !reading.has(request.method);
}

/** Refuses what a browser says comes from another site, signed in or not. @throws Refusal 403 `session/cross-site` */
export function refuseCrossSite(request: FastifyRequest): void {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") throw crossSite();
  const { origin } = request.headers;
  if (origin !== undefined && hostOf(origin) !== request.host) throw crossSite();
}

/** As `refuseCrossSite`, and asks for the session's token, which no other site can read. @throws Refusal 403 `session/cross-site` */
export function refuseForged(request: FastifyRequest, cookie: SessionCookie): void {
  refuseCrossSite(request);
  const token = request.headers[csrfHeader];
  if (typeof token !== "string" || !isCsrfTokenOf(cookie, token)) throw crossSite();
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function crossSite(): Refusal {
  return new Refusal(
    403,
    "session/cross-site",
    "This request did not come from Wardbook's own pages. Reload the page and try again.",
  );
}
