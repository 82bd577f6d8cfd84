import type { FastifyRequest } from "fastify";

const loopbackNames = ["localhost", "127.0.0.1", "[::1]"];

/** Every origin under which this installation answers: the public one and, where that is this machine itself, its other names. */
export function knownOrigins(publicOrigin: string): ReadonlySet<string> {
  const url = new URL(publicOrigin);
  if (!loopbackNames.includes(url.hostname)) return new Set([publicOrigin]);
  return new Set(
    [url.hostname, ...loopbackNames].map((name) => {
      const named = new URL(publicOrigin);
      named.hostname = name;
      return named.origin;
    }),
  );
}

/** The address under which a request may call this server. A Host header that names something else is not repeated: it would put
 *  a stranger's address into links. */
export function originFor({ publicOrigin }: { readonly publicOrigin: string }): (request: FastifyRequest) => string {
  const known = knownOrigins(publicOrigin);
  const { protocol } = new URL(publicOrigin);
  return (request) => {
    const called = `${protocol}//${(request.headers.host ?? "").toLowerCase()}`;
    return known.has(called) ? called : publicOrigin;
  };
}
