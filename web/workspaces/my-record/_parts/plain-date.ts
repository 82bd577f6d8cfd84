import { wallTime, type Zone } from "../../../ui/clinical/dates.ts";

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
const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
const partial = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** "20 November 2026", "November 2026" or "2026", as precise as it is recorded; undefined for what can't be read. */
export function plainDay(text: string | undefined, zone?: Zone): string | undefined {
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

/** "Thursday 26 November 2026 at 10:00"; without the time where none is recorded. */
export function plainMoment(text: string | undefined, zone?: Zone): string | undefined {
  const day = plainDay(text, zone);
  if (text === undefined || day === undefined || !text.includes("T")) return day;
  const wall = wallTime(Date.parse(text), zone);
  const weekday = weekdays[new Date(Date.UTC(wall.year, wall.month - 1, wall.day)).getUTCDay()] ?? "";
  return `${weekday} ${day} at ${String(wall.hour).padStart(2, "0")}:${String(wall.minute).padStart(2, "0")}`;
}
