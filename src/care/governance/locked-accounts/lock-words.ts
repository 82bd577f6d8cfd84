import { momentText } from "../moment-text.ts";
import type { LockedAccount, OutgoingMail } from "../ports.ts";

const mostNamed = 3;

/** "Locked after failed sign-ins since 07-Mar-2026 09:00 UTC: Ada Okafor, Mei Lund, Nia Reed and 2 more accounts" */
export function lockedTitle(names: readonly string[], since: number): string {
  const more = names.length - mostNamed;
  const told = more > 0 ? names.slice(0, mostNamed) : names;
  const last = more > 0 ? ` and ${more} more ${more === 1 ? "account" : "accounts"}` : "";
  return `Locked after failed sign-ins since ${momentText(since)}: ${told.join(", ")}${last}`;
}

/** Mail is read in the open: it names no user name and no organisation. */
export function lockMail(
  { failures, since, lockedAt }: LockedAccount,
  origin: string,
): Pick<OutgoingMail, "subject" | "text"> {
  const times = failures === 1 ? "once" : `${failures} times`;
  return {
    subject: "Failed attempts to sign in to Wardbook as you",
    text: [
      `Since ${momentText(since)} somebody has tried ${times} to sign in to Wardbook as you, and failed.`,
      `At ${momentText(lockedAt)} we stopped listening to more attempts from there for a while.`,
      "",
      "If that was you, wait 15 minutes and try again, or use a passkey: it is never locked.",
      "If it wasn't, nobody came in. Tell whoever looks after security in your organisation, and change your password",
      "if anybody else could know it.",
      "",
      `We never ask for your password in a mail. Sign in where you always do: ${origin}`,
      "",
    ].join("\n"),
  };
}
