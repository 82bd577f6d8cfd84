import { language } from "./current.ts";

/** A text of another direction inside a line that runs from the right: it neither turns what stands around it, nor is turned. Source: UAX #9 §2.4. */
export function isolated(text: string): string {
  return language.direction === "rtl" ? `\u2068${text}\u2069` : text;
}
