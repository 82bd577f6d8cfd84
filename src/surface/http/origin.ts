import type { FastifyRequest } from "fastify";

const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** The address under which a request may call this server. A Host header that names something else is not repeated: it would put
 *  a stranger's address into links. */
export function originFor(listening: {
  readonly host: string;
  readonly port: number;
}): (request: FastifyRequest) => string {
  const named = listening.host.includes(":") ? `[${listening.host}]` : listening.host;
  const fallback = `http://${named}:${listening.port}`;
  return (request) => {
    const host = request.headers.host;
    if (host === undefined) return fallback;
    const [, name = "", port] = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?$/i.exec(host) ?? [];
    const known = loopbackNames.has(name.toLowerCase()) || name.toLowerCase() === named.toLowerCase();
    return known && Number(port ?? 80) === listening.port ? `http://${host.toLowerCase()}` : fallback;
  };
}
