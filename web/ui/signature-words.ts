import type { SignatureShown } from "../../contract/index.ts";
import { formatTimeWithSeconds, type Zone } from "./clinical/dates.ts";
import { dateText, inOrder } from "./dates.ts";
import { say } from "./words/index.ts";

/** 07-Mar-2026 14:05:09 UTC+01:00: a signature's date and time mean one moment to every reader. */
export function formatSignedAt(when: string, zone?: Zone): string {
  const at = Date.parse(when);
  return inOrder(`${dateText(when, zone)} ${formatTimeWithSeconds(at, zone)} ${offsetAt(at, zone)}`);
}

function offsetAt(at: number, zone: Zone): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(at);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  return name === "GMT" ? "UTC+00:00" : name.replace("GMT", "UTC");
}

/** Why a signature doesn't hold, for somebody who has to decide what to do about it. */
export const faultWords: Readonly<Record<NonNullable<SignatureShown["fault"]>, string>> = {
  "not-ours": say("faultNotOurs"),
  "another-record": say("faultAnotherRecord"),
  "unknown-key": say("faultUnknownKey"),
  "key-not-valid-then": say("faultKeyThen"),
  "not-as-signed": say("faultNotAsSigned"),
};
