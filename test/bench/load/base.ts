import { type HttpAnswer, type HttpConnection, type HttpRequest, openConnection } from "./http-connection.ts";
import type { TokenSource } from "./token-source.ts";

/** A FHIR server under load. */
export interface Base {
  readonly name: string;
  readonly url: URL;
  /** Of the base, without a slash at the end. */
  readonly path: string;
  readonly token: TokenSource;
}

export function aBase(name: string, url: string, token: TokenSource): Base {
  const parsed = new URL(url);
  if (parsed.protocol !== "http:")
    throw new Error("the load generator speaks plain HTTP only: put it beside the server");
  return { name, url: parsed, path: parsed.pathname.replace(/\/$/, ""), token };
}

/** A connection that sends FHIR requests; `path` is relative to the base. */
export interface FhirConnection {
  send(request: HttpRequest): Promise<HttpAnswer>;
  close(): void;
}

export function connectTo(base: Base): FhirConnection {
  const connection: HttpConnection = openConnection(base.url);
  return {
    send(request) {
      const token = base.token();
      const header = token === undefined ? "" : `Authorization: Bearer ${token}\r\n`;
      return connection.send({ ...request, path: base.path + request.path }, header);
    },
    close: () => connection.close(),
  };
}
