import { typedDate } from "../../../ui/typed-date.ts";

/** When something was measured: now, or at noon of a day that was typed; undefined for what is no day, or is to come. */
export function whenOf(day: string, now: Date): string | undefined {
  if (day.trim() === "") return now.toISOString();
  const typed = typedDate(day);
  if (typed === undefined) return undefined;
  const today = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
  if (typed === today) return now.toISOString();
  // The day alone: nobody noted the hour.
  return typed < today ? typed : undefined;
}
