import { say } from "../words/index.ts";

/** A period as the server says it, in the reader's language: "one month", "30 days". Any other text stays as it is. */
export function periodText(period: string): string {
  const [, number, unit] = /^(one|\d+) (month|day)s?$/.exec(period) ?? [];
  if (number === undefined) return period;
  const count = number === "one" ? 1 : Number(number);
  return unit === "month" ? say("periodMonths", { count }) : say("periodDays", { count });
}
