import { type LookupAddress, lookup as resolve } from "node:dns";
import { request as requestInClear } from "node:http";
import { request as requestOverTls } from "node:https";
import { BlockList, type LookupFunction, isIP } from "node:net";
import { AuthorizationError } from "./authorization-error.ts";

/** Asks a provider one thing, as `fetch` would that follows no redirect. */
export type ProviderFetch = (
  url: string,
  options: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly signal?: AbortSignal | undefined;
  },
) => Promise<Response>;

type Resolve = (
  name: string,
  options: { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;

/** A provider's documents have some kilobytes. */
const mostBytes = 1024 * 1024;

const loopback = listOf("127.0.0.0/8", "::1/128");
/** Where no provider is, but what tells a machine who it is in a cloud: link-local addresses, and Amazon's of IPv6. */
const never = listOf("0.0.0.0/8", "169.254.0.0/16", "::/128", "fe80::/10", "fd00:ec2::/32");

function listOf(...subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = "", bits] = subnet.split("/");
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? "ipv6" : "ipv4");
  }
  return list;
}

/** Whether a provider may be there. @param host an IP address, in brackets or not; any name may be */
export function mayBeProvider(host: string, mayUseLoopback: boolean): boolean {
  const address = host.replace(/^\[(.*)\]$/, "$1");
  const family = isIP(address);
  if (family === 0) return true;
  // A list of IPv4 addresses knows them in IPv6's clothes too.
  const isIn = (list: BlockList) => list.check(address, family === 6 ? "ipv6" : "ipv4");
  return !isIn(never) && (mayUseLoopback || !isIn(loopback));
}

/**
 * Whoever sets a provider up names an address that this server then asks: it is held to addresses where a provider may be, as they
 * are resolved for the very connection, and to TLS for any but this machine's own.
 * @throws AuthorizationError `federation/refused`
 */
export function createProviderFetch({
  mayUseLoopback,
  lookup = resolve,
}: {
  readonly mayUseLoopback: boolean;
  readonly lookup?: Resolve;
}): ProviderFetch {
  const guarded: LookupFunction = (name, options, done) =>
    lookup(name, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined) done(error ?? noProvider(), "", 4);
      else if (!addresses.every(({ address }) => mayBeProvider(address, mayUseLoopback))) done(noProvider(), "", 4);
      else if (options.all === true) done(null, [...addresses]);
      else done(null, first.address, first.family);
    });

  return (url, { method, headers, body, signal }) => {
    const target = new URL(url);
    const inClear = target.protocol === "http:";
    if (!mayBeProvider(target.hostname, mayUseLoopback) || (inClear && !isThisMachine(target.hostname)))
      return Promise.reject(noProvider());
    return new Promise<Response>((answer, fail) => {
      const send = inClear ? requestInClear : requestOverTls;
      const request = send(target, { method, headers, lookup: guarded, signal }, (response) => {
        const parts: Buffer[] = [];
        let length = 0;
        response.on("data", (part: Buffer) => {
          parts.push(part);
          length += part.length;
          if (length > mostBytes) request.destroy(noProvider());
        });
        response.on("error", fail);
        response.on("end", () => {
          const { statusCode: status = 502, headersDistinct } = response;
          const pairs = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
            values.map((value): [string, string] => [name, value]),
          );
          const empty = status === 204 || status === 205 || status === 304;
          answer(new Response(empty ? null : Buffer.concat(parts), { status, headers: pairs }));
        });
      });
      request.on("error", fail);
      request.end(body === undefined || body === null ? undefined : String(body));
    });
  };
}

/** Names of this machine itself. */
export function isThisMachine(host: string): boolean {
  return host === "localhost" || host === "127.0.0.1" || host === "[::1]";
}

function noProvider(): AuthorizationError {
  return new AuthorizationError("federation/refused", "no provider is asked at that address");
}
