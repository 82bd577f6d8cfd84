import { isIP } from "node:net";
import { Secret } from "../../kernel/index.ts";
import type { ConnectionSettings } from "../database/index.ts";

/** Reads `postgres://user:password@host:port/database`, with `?host=/directory` for a Unix socket. The connection is
 *  encrypted unless it stays on this machine or `?sslmode=disable` says that the network does it.
 *  @returns undefined when the text is no such address */
export function parseDatabaseUrl(text: string): ConnectionSettings | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== "postgres:" && url.protocol !== "postgresql:") return undefined;
  const socket = url.searchParams.get("host");
  const host = socket ?? unbracket(decodeURIComponent(url.hostname));
  const database = decodeURIComponent(url.pathname.slice(1));
  if (host === "" || database === "" || url.username === "") return undefined;
  return {
    host,
    port: url.port === "" ? 5432 : Number(url.port),
    user: decodeURIComponent(url.username),
    password: new Secret(decodeURIComponent(url.password)),
    database,
    tls: !staysHere(host) && url.searchParams.get("sslmode") !== "disable",
  };
}

function unbracket(host: string): string {
  return host.startsWith("[") ? host.slice(1, -1) : host;
}

function staysHere(host: string): boolean {
  if (host.startsWith("/") || host === "localhost" || host === "::1") return true;
  return isIP(host) === 4 && host.startsWith("127.");
}
