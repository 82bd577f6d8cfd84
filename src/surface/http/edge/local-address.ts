import type { FastifyReply } from "fastify";

/** The address of a page of ours for what a request asked to be sent to; the start page for anything that leads elsewhere.
 *  Every redirect of ours that a request has a say in goes through here. */
export function localAddress(publicOrigin: string, wanted: string | undefined): string {
  const start = `${publicOrigin}/`;
  // Browsers drop tabs and line breaks and take a backslash for a slash, so "/\example.org" would lead away.
  if (wanted === undefined || !/^\/(?![/\\])[^\p{Cc}\\]*$/u.test(wanted) || !URL.canParse(wanted, start)) return start;
  const url = new URL(wanted, start);
  return url.origin === publicOrigin ? url.href : start;
}

/** Sends a browser to one of our own pages. */
export function redirectWithin(reply: FastifyReply, publicOrigin: string, wanted: string | undefined): FastifyReply {
  return reply.header("cache-control", "no-store").redirect(localAddress(publicOrigin, wanted), 303);
}
