import { language } from "./current.ts";

const begin = /^[\u2066-\u2068]/;
/** One isolate, and nothing beside it. */
const isOne = /^[\u2066-\u2068][^\u2066-\u2069]*\u2069$/;

/** A text of another direction inside a line that runs from the right: it neither turns what stands around it, nor is turned. Source: UAX #9 §2.4. */
export function isolated(text: string): string {
  return language.direction === "rtl" ? isolate(text) : text;
}

/** As `isolated`, in a line of which it is known that it runs from the right. An isolate in an isolate that has no letters of its own would run
 *  from the left, and Chromium then puts the first figure of a day behind its year. */
export function isolate(text: string): string {
  if (isOne.test(text)) return text;
  return `${begin.test(text) ? "\u2067" : "\u2068"}${text}\u2069`;
}
