import type { SignatureShown } from "../../contract/index.ts";
import { formatDay, formatTimeWithSeconds, wallTime, type Zone } from "./clinical/dates.ts";

/** 07-Mar-2026 14:05:09 UTC+01:00: a signature's date and time mean one moment to every reader. */
export function formatSignedAt(when: string, zone?: Zone): string {
  const at = Date.parse(when);
  return `${formatDay(wallTime(at, zone))} ${formatTimeWithSeconds(at, zone)} ${offsetAt(at, zone)}`;
}

function offsetAt(at: number, zone: Zone): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(at);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  return name === "GMT" ? "UTC+00:00" : name.replace("GMT", "UTC");
}

/** Why a signature doesn't hold, for somebody who has to decide what to do about it. */
export const faultWords: Readonly<Record<NonNullable<SignatureShown["fault"]>, string>> = {
  "not-ours": "It isn’t a signature that this system made, or a part of it is missing.",
  "another-record": "It was made for another record, or for other words than these.",
  "unknown-key": "It was made with a key that isn’t this organisation’s.",
  "key-not-valid-then": "Its key wasn’t valid at the time that it states.",
  "not-as-signed": "What was signed, the signer, the meaning or the time was changed after signing.",
};
