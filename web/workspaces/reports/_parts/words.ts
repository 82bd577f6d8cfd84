import type { Report } from "../../../../contract/index.ts";
import { figures, isolated } from "../../../language/index.ts";
import { dateText, weekdayName } from "../../../ui/dates.ts";
import { say } from "../words/index.ts";

const number = figures();

/** A figure that may be of too few to be told. */
export type Figure = number | null;

export function countText(count: Figure, fewest = 5): string {
  return count === null ? say("under", { fewest }) : number.format(count);
}

/** What a sentence counts by, where the figure is of too few to be told. */
export function several(count: Figure): number {
  return count ?? 5;
}

export function shareText(part: Figure, whole: Figure): string {
  return part === null || whole === null || whole === 0 ? "–" : `${Math.round((part / whole) * 100)} %`;
}

/** Amounts come as decimals with all their digits, and stay so. */
export function moneyText(amount: string | null, currency: string): string {
  if (amount === null) return say("tooFew");
  const text = figures({ style: "currency", currency, currencyDisplay: "code" }).format(amount as `${number}`);
  // In a line from the right the marks that `Intl` gives would part a sign from its sum.
  return isolated(text.replaceAll("\u00a0", " ").replaceAll(/[\u200e\u200f\u061c]/g, ""));
}

export function daysText({ from, to }: Report["days"]): string {
  return from === to ? dateText(from) : say("fromTo", { from: dateText(from), to: dateText(to) });
}

export function hoursText(minutes: Figure): string {
  return minutes === null ? say("tooFew") : say("hours", { count: number.format(Math.round(minutes / 60)) });
}

export function minutesText(minutes: Figure): string {
  return minutes === null ? "–" : say("minutes", { count: number.format(minutes) });
}

/** How a figure stands to the one of the days before: ", 12 more than before". */
export function againstBefore(now: Figure, before: Figure): string {
  if (now === null || before === null) return "";
  if (now === before) return say("asMany");
  const count = number.format(Math.abs(now - before));
  return now > before ? say("moreThanBefore", { count }) : say("fewerThanBefore", { count });
}

/** From Monday on. */
export const weekdays: readonly string[] = [1, 2, 3, 4, 5, 6, 7].map((day) => weekdayName(`2026-06-0${day}`));

const cancelReasons: Readonly<Record<string, string>> = {
  "": say("noReason"),
  pat: say("thePatient"),
  prov: say("thePractice"),
  other: say("somethingElse"),
  others: say("otherReasons"),
};

/** HL7's codes begin with whose they are: "pat-crs" is the patient's. */
export function cancelWord(code: string): string {
  return cancelReasons[code] ?? cancelReasons[code.split("-")[0] ?? ""] ?? say("somethingElse");
}

const enquirySources: Readonly<Record<string, string>> = {
  "": say("notSaid"),
  phone: say("telephone"),
  "walk-in": say("walkedIn"),
  web: say("webForm"),
  "web-form": say("webForm"),
  referral: say("referral"),
  "e-mail": say("email"),
  email: say("email"),
  other: say("anotherWay"),
};

export function sourceWord(code: string): string {
  return enquirySources[code] ?? code.replaceAll("-", " ");
}

/** Of a row of a table without a name: what wasn't said, or what is too few by itself. */
export function rowName({ id, name }: { readonly id: string; readonly name: string }, unnamed: string): string {
  if (id === "others") return say("others");
  return name === "" ? unnamed : name;
}
