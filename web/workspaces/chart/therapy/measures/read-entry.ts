import { type Entered, type Instrument, parseItems } from "../../../../../contract/therapy/index.ts";
import { say } from "../words/index.ts";

/** What stands in the fields. */
export type Fields = {
  readonly value: string;
  readonly activities: readonly { readonly name: string; readonly score: string }[];
};

export type Read =
  | { readonly kind: "nothing" }
  | { readonly kind: "wrong"; readonly why: string }
  | { readonly kind: "read"; readonly entered: Entered; readonly activities: readonly string[] };

const decimal = /^\d{1,5}(?:[.,]\d{1,3})?$/;
const wrong = (why: string): Read => ({ kind: "wrong", why });

/** What the fields say. Decimals may be typed with a comma. */
export function readEntry({ entry }: Instrument, { value, activities }: Fields): Read {
  const typed = value.trim();
  const read = (entered: Entered, names: readonly string[] = []): Read => ({
    kind: "read",
    entered,
    activities: names,
  });
  switch (entry.kind) {
    case "value":
    case "time": {
      if (typed === "") return { kind: "nothing" };
      if (!decimal.test(typed)) return wrong(say("numberFault"));
      const number = Number(typed.replace(",", "."));
      return read(entry.kind === "value" ? { kind: "value", value: number } : { kind: "time", seconds: number });
    }
    case "items": {
      if (typed === "") return { kind: "nothing" };
      const scores = parseItems(typed);
      return scores === undefined ? wrong(say("itemsFault")) : read({ kind: "items", scores });
    }
    case "activities": {
      const filled = activities.filter(({ name, score }) => name.trim() !== "" || score.trim() !== "");
      if (filled.every(({ score }) => score.trim() === "")) return { kind: "nothing" };
      if (filled.some(({ name, score }) => name.trim() === "" || !/^\d{1,2}$/.test(score.trim())))
        return wrong(say("activityFault"));
      return read(
        { kind: "activities", scores: filled.map(({ score }) => Number(score)) },
        filled.map(({ name }) => name.trim()),
      );
    }
  }
}
