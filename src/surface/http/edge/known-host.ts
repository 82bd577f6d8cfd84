import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Refusal } from "../identity/index.ts";
import { knownOrigins } from "../origin.ts";
import { answerRefusal, edgeRefusal } from "./answer-refusal.ts";
import { redirectWithin } from "./local-address.ts";
import { type Trusts, translateForwarded } from "./trusted-proxies.ts";

export interface KnownHostPorts {
  readonly publicOrigin: string;
  readonly trusts: Trusts | undefined;
}

/** Refuses what is addressed to another host than ours, or came to the proxy unencrypted: links, cookies and caches made for it would be
 *  somebody else's. First of all hooks: nothing is looked at before it is known to be for us. */
export function refuseUnknownHosts(app: FastifyInstance, { publicOrigin, trusts }: KnownHostPorts): void {
  const hosts = hostsOf(publicOrigin);
  const isSecure = publicOrigin.startsWith("https:");

  function refusalOf(request: FastifyRequest): Refusal | undefined {
    const { headers, rawHeaders, url = "" } = request.raw;
    // An absolute address would count instead of the Host header (RFC 9112 §3.2.2), and no client of ours sends one.
    if (!url.startsWith("/")) return edgeRefusal(400, "http/malformed-request", "The address must begin with a slash.");
    if (headers.host !== undefined && countOf("host", rawHeaders) > 1)
      return edgeRefusal(400, "http/malformed-request", "There is more than one Host header.");
    if (!hosts.has(request.host.toLowerCase()))
      return edgeRefusal(
        421,
        "http/unknown-host",
        "This server does not answer for that host. Its address is another one.",
      );
    return undefined;
  }

  app.addHook("onRequest", (request: FastifyRequest, reply: FastifyReply, done) => {
    if (trusts !== undefined) translateForwarded(request.raw, trusts);
    const refusal = refusalOf(request);
    if (refusal !== undefined) return void answerRefusal(request, reply, refusal);
    if (isSecure && trusts !== undefined && request.protocol !== "https" && "x-forwarded-proto" in request.headers) {
      // Only a person's browser is led on: a program that was would never notice that it sends everything in clear first.
      const isPage = request.method === "GET" && (request.headers.accept ?? "").includes("text/html");
      if (isPage) return void redirectWithin(reply, publicOrigin, request.url);
      return void answerRefusal(
        request,
        reply,
        edgeRefusal(403, "http/unencrypted", `Use ${publicOrigin} instead: this connection is not encrypted.`),
      );
    }
    done();
  });
}

/** As a Host header may write them: with the port, or without it where it is the usual one. */
function hostsOf(publicOrigin: string): ReadonlySet<string> {
  return new Set(
    [...knownOrigins(publicOrigin)].flatMap((origin) => {
      const { host, hostname, protocol, port } = new URL(origin);
      return port === "" ? [host, `${hostname}:${protocol === "https:" ? 443 : 80}`] : [host];
    }),
  );
}

function countOf(name: string, rawHeaders: readonly string[]): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const header = rawHeaders[index];
    if (header?.length === name.length && header.toLowerCase() === name) count += 1;
  }
  return count;
}
