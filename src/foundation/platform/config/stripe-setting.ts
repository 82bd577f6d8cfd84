import type { Secret } from "../../kernel/index.ts";
import { isLoopback } from "./public-origin.ts";

/** How the installation is paid online. */
export interface StripeSetting {
  readonly key: Secret<string>;
  /** What notices are signed with. Absent: none is taken. */
  readonly notices: Secret<string> | undefined;
  /** Short name of the organisation whose money it is. */
  readonly organisation: string | undefined;
  /** Such as "https://api.stripe.com": no slash at the end. */
  readonly api: string;
}

/** An origin that is spoken to with TLS, or one of this machine. @returns undefined when the text is none */
export function parseStripeApi(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, origin, pathname, search, hash, username } = new URL(text);
  const isPlain = ["", "/"].includes(pathname) && search === "" && hash === "" && username === "";
  const isSafe = protocol === "https:" || (protocol === "http:" && isLoopback(hostname.replace(/^\[|\]$/g, "")));
  return isPlain && isSafe ? origin : undefined;
}
