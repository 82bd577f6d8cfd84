import { dateText, inOrder } from "./dates.ts";

/** Days that stand in a sentence of the server, as this app writes days: "born 1948-02-29" as "born 29-Feb-1948". */
export function datesIn(text: string): string {
  return text.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => inOrder(dateText(day)));
}
