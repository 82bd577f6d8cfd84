const thisMachine = new Set(["127.0.0.1", "::1", "localhost"]);
const everyAddress = new Set(["0.0.0.0", "::"]);

/** True for an address that only this machine reaches. */
export function isLoopback(host: string): boolean {
  return thisMachine.has(host) || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** Reads what browsers use to reach the server: `https://records.example`. Links, cookies, tokens and passkeys are made for it.
 *  @returns the origin, without a slash at the end; undefined when the text is anything but an origin */
export function parsePublicUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isWeb = url.protocol === "http:" || url.protocol === "https:";
  const isBare =
    url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "" && url.password === "";
  return isWeb && isBare && !/[?#]/.test(text) ? url.origin : undefined;
}

/** What browsers use when nothing was said. This machine is called `localhost`: browsers keep passkeys for names, not for numbers.
 *  @returns undefined when the server listens on every address, because none of them is its name */
export function defaultPublicOrigin(listening: {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
}): string | undefined {
  const { host, port, secure } = listening;
  if (everyAddress.has(host)) return undefined;
  const name = isLoopback(host) ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return new URL(`${secure ? "https" : "http"}://${name}:${port}`).origin;
}
