import { momentText } from "../moment-text.ts";
import type { SlowedPlace } from "../ports.ts";

const mostNamed = 3;

type Words = Pick<SlowedPlace, "place" | "attempts" | "since">;

/** "57 attempts at passwords of many names from 203.0.113.7 since 07-Mar-2026 09:00 UTC" */
export function placeSentence({ place, attempts, since }: Words): string {
  return `${attempts} attempts at passwords of many names from ${place} since ${momentText(since)}`;
}

/** "Slowed, because passwords of many names were tried: 203.0.113.7 (57 attempts since 07-Mar-2026 09:00 UTC) and 2 more places"
 *  @param others how many there are besides */
export function slowedTitle(places: readonly Words[], others: number): string {
  const told = places.slice(0, mostNamed);
  const more = places.length - told.length + others;
  const names = told.map(({ place, attempts, since }) => `${place} (${attempts} attempts since ${momentText(since)})`);
  const last = more > 0 ? [`${more} ${names.length > 0 ? "more " : ""}${more === 1 ? "place" : "places"}`] : [];
  const all = names.length > 0 ? [names.join(", "), ...last] : last;
  return `Slowed, because passwords of many names were tried: ${all.join(" and ")}`;
}
