import { language } from "../../../language/index.ts";
import { wallTime, type Zone } from "../../../ui/clinical/dates.ts";
import { say } from "../words/index.ts";

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;
const partial = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** In English sentences: "20 November 2026", "November 2026" or "2026", as precise as it is recorded; undefined for what can't be read. */
export function englishDay(text: string | undefined, zone?: Zone): string | undefined {
  const [, year, month, day] = partial.exec(text ?? "") ?? [];
  if (year !== undefined) {
    const name = month === undefined ? undefined : months[Number(month) - 1];
    return [day === undefined ? undefined : String(Number(day)), name, year]
      .filter((one) => one !== undefined)
      .join(" ");
  }
  const at = Date.parse(text ?? "");
  if (Number.isNaN(at)) return undefined;
  const wall = wallTime(at, zone);
  return `${wall.day} ${months[wall.month - 1] ?? ""} ${wall.year}`;
}

/** The same as the reader's language writes it. */
export function plainDay(text: string | undefined, zone?: Zone): string | undefined {
  const day = englishDay(text, zone);
  if (text === undefined || day === undefined || language.tag === "en-GB") return day;
  const [, year, month, exact] = partial.exec(text) ?? [];
  if (year !== undefined && month === undefined) return year;
  const wall =
    year === undefined
      ? wallTime(Date.parse(text), zone)
      : { year: Number(year), month: Number(month), day: Number(exact ?? 1) };
  return formatOf(year !== undefined && exact === undefined ? monthOnly : wholeDay, wall);
}

/** "Thursday 26 November 2026 at 10:00"; without the time where none is recorded. */
export function plainMoment(text: string | undefined, zone?: Zone): string | undefined {
  const day = plainDay(text, zone);
  if (text === undefined || day === undefined || !text.includes("T")) return day;
  const wall = wallTime(Date.parse(text), zone);
  const weekday = formatOf({ weekday: "long" }, wall);
  const time = `${String(wall.hour).padStart(2, "0")}:${String(wall.minute).padStart(2, "0")}`;
  return say("moment", { weekday, day, time });
}

const wholeDay: Intl.DateTimeFormatOptions = { day: "numeric", month: "long", year: "numeric" };
const monthOnly: Intl.DateTimeFormatOptions = { month: "long", year: "numeric" };

type Wall = { readonly year: number; readonly month: number; readonly day: number };

function formatOf(parts: Intl.DateTimeFormatOptions, { year, month, day }: Wall): string {
  return new Intl.DateTimeFormat(language.tag, {
    ...parts,
    timeZone: "UTC",
    calendar: "gregory",
    numberingSystem: "latn",
  }).format(Date.UTC(year, month - 1, day));
}
