import { Secret } from "../../kernel/index.ts";
import { isLoopback } from "./public-origin.ts";

/** How to hand mail over. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** "implicit": TLS from the first byte. "starttls": switched on before anything is said, or nothing is sent.
   *  "none": only to a relay on this machine. */
  readonly encryption: "implicit" | "starttls" | "none";
  readonly user: string | undefined;
  readonly password: Secret<string> | undefined;
  /** What letters say they come from: `Hill Clinic <records@hill.example>`. */
  readonly from: string;
}

export type SmtpServer = Omit<MailSettings, "from">;

/** Reads `smtps://USER:PASSWORD@HOST:PORT` (TLS from the start) or `smtp://…` (STARTTLS, which must succeed; only a relay on this
 *  machine may do without). @returns undefined when the text is no such address */
export function parseSmtpUrl(text: string): SmtpServer | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const implicit = url.protocol === "smtps:";
  if (!implicit && url.protocol !== "smtp:") return undefined;
  if (url.hostname === "" || !["", "/"].includes(url.pathname) || url.search !== "" || url.hash !== "")
    return undefined;
  if ((url.username === "") !== (url.password === "")) return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const [user, password] = decoded(url);
  return {
    host,
    port: url.port === "" ? (implicit ? 465 : 587) : Number(url.port),
    encryption: implicit ? "implicit" : isLoopback(host) ? "none" : "starttls",
    user: user === "" ? undefined : user,
    password: password === "" ? undefined : new Secret(password),
  };
}

function decoded({ username, password }: URL): readonly [string, string] {
  try {
    return [decodeURIComponent(username), decodeURIComponent(password)];
  } catch {
    return [username, password];
  }
}

/** `records@hill.example` or `Hill Clinic <records@hill.example>`. Nothing that could add a header of its own. */
export function isMailbox(text: string): boolean {
  return /^(?:[^<>\p{Cc}"@,;:\\]{1,100} <[^\s<>@\p{Cc}]{1,64}@[A-Za-z0-9.-]{1,255}>|[^\s<>@\p{Cc}]{1,64}@[A-Za-z0-9.-]{1,255})$/u.test(
    text,
  );
}
