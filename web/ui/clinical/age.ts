import type { CalendarDay } from "./dates.ts";

const fhirDate = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/;

function calendarDay(
  text: string,
): { readonly day: CalendarDay; readonly precision: "year" | "month" | "day" } | undefined {
  const parts = fhirDate.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day] = parts;
  return {
    day: { year: Number(year), month: Number(month ?? 1), day: Number(day ?? 1) },
    precision: month === undefined ? "year" : day === undefined ? "month" : "day",
  };
}

function daysBetween(from: CalendarDay, to: CalendarDay): number {
  const utc = ({ year, month, day }: CalendarDay) => Date.UTC(year, month - 1, day);
  return Math.round((utc(to) - utc(from)) / 86_400_000);
}

/** Completed months. Someone born on the 31st completes a short month on its last day's morrow, as the law counts. */
function monthsBetween(from: CalendarDay, to: CalendarDay): number {
  const months = (to.year - from.year) * 12 + (to.month - from.month);
  return to.day < from.day ? months - 1 : months;
}

/** Completed years, or undefined when the birth date is missing or lies in the future. */
export function ageInYears(birthDate: string | undefined, today: CalendarDay): number | undefined {
  const born = birthDate === undefined ? undefined : calendarDay(birthDate);
  if (born === undefined) return undefined;
  const months = monthsBetween(born.day, today);
  return months < 0 ? undefined : Math.floor(months / 12);
}

/**
 * Age as a clinician says it: "9 d" under 4 weeks, "7 wk" under 3 months, "14 mo" under 2 years, "3 yr 2 mo" under
 * 5 years, else "78 y". With an imprecise birth date: "about 78 y".
 */
export function formatAge(birthDate: string | undefined, today: CalendarDay): string | undefined {
  const born = birthDate === undefined ? undefined : calendarDay(birthDate);
  if (born === undefined) return undefined;
  if (born.precision !== "day") {
    const years = today.year - born.day.year;
    return years < 0 ? undefined : `about ${years} y`;
  }
  const days = daysBetween(born.day, today);
  if (days < 0) return undefined;
  if (days < 28) return `${days} d`;
  const months = monthsBetween(born.day, today);
  if (months < 3) return `${Math.floor(days / 7)} wk`;
  if (months < 24) return `${months} mo`;
  const years = Math.floor(months / 12);
  if (years >= 5) return `${years} y`;
  const rest = months % 12;
  return rest === 0 ? `${years} yr` : `${years} yr ${rest} mo`;
}
