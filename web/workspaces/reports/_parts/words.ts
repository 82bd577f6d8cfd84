import type { Report } from "../../../../contract/index.ts";
import { dateText } from "../../../ui/dates.ts";

const number = new Intl.NumberFormat("en-GB");

/** A figure that may be of too few to be told. */
export type Figure = number | null;

export function countText(count: Figure, fewest = 5): string {
  return count === null ? `under ${fewest}` : number.format(count);
}

/** "1 patient", "12 patients". */
export function counted(count: Figure, one: string, several = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : several}`;
}

export function shareText(part: Figure, whole: Figure): string {
  return part === null || whole === null || whole === 0 ? "–" : `${Math.round((part / whole) * 100)} %`;
}

/** Amounts come as decimals with all their digits, and stay so. */
export function moneyText(amount: string | null, currency: string): string {
  if (amount === null) return "too few to tell";
  return new Intl.NumberFormat("en-GB", { style: "currency", currency, currencyDisplay: "code" })
    .format(amount as `${number}`)
    .replaceAll("\u00a0", " ");
}

export function daysText({ from, to }: Report["days"]): string {
  return from === to ? dateText(from) : `${dateText(from)} to ${dateText(to)}`;
}

export function hoursText(minutes: Figure): string {
  return minutes === null ? "too few to tell" : `${number.format(Math.round(minutes / 60))} h`;
}

export function minutesText(minutes: Figure): string {
  return minutes === null ? "–" : `${number.format(minutes)} min`;
}

/** How a figure stands to the one of the days before: ", 12 more than before". */
export function againstBefore(now: Figure, before: Figure): string {
  if (now === null || before === null) return "";
  if (now === before) return ", as many as in the period before";
  return `, ${number.format(Math.abs(now - before))} ${now > before ? "more" : "fewer"} than in the period before`;
}

export const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

const cancelReasons: Readonly<Record<string, string>> = {
  "": "No reason given",
  pat: "The patient",
  prov: "The practice",
  other: "Something else",
  others: "Other reasons",
};

/** HL7's codes begin with whose they are: "pat-crs" is the patient's. */
export function cancelWord(code: string): string {
  return cancelReasons[code] ?? cancelReasons[code.split("-")[0] ?? ""] ?? "Something else";
}

const enquirySources: Readonly<Record<string, string>> = {
  "": "Not said",
  phone: "Telephone",
  "walk-in": "Walked in",
  web: "Web form",
  "web-form": "Web form",
  referral: "Referral",
  "e-mail": "E-mail",
  email: "E-mail",
  other: "Another way",
};

export function sourceWord(code: string): string {
  return enquirySources[code] ?? code.replaceAll("-", " ");
}

/** Of a row of a table without a name: what wasn't said, or what is too few by itself. */
export function rowName({ id, name }: { readonly id: string; readonly name: string }, unnamed: string): string {
  if (id === "others") return "Others, each too few to tell";
  return name === "" ? unnamed : name;
}
