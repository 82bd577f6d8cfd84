import { type ReactNode, createElement } from "react";
import { expect, expectTypeOf, test } from "vitest";
import { preferredLanguage } from "./languages.ts";
import { type ArgumentsOf, wordsFrom } from "./words.ts";

const english = {
  plain: "Book",
  named: "Book {who}",
  counted: "{count, plural, one {# note} other {# notes}} of {who}",
  tagged: "until <b>{when}</b>",
} as const;

test("a message says what is put into it, as its language counts", () => {
  const say = wordsFrom<typeof english>(english, "en-GB");
  expect(say("plain")).toBe("Book");
  expect(say("named", { who: "{Ada} <b>" })).toBe("Book {Ada} <b>");
  expect([1, 2].map((count) => say("counted", { count, who: "Ada" }))).toEqual(["1 note of Ada", "2 notes of Ada"]);
  const arabic = wordsFrom<{ readonly days: string }>(
    { days: "{days, plural, one {يوم واحد} two {يومان} few {# أيام} other {# يومًا}}" },
    "ar",
  );
  const inArabic = (days: number) => (arabic as (name: "days", values: object) => string)("days", { days });
  expect([1, 2, 5, 40].map(inArabic)).toEqual(["يوم واحد", "يومان", "5 أيام", "40 يومًا"]);
});

test("a name in other letters turns nothing around it where lines begin at the right", () => {
  const arabic = wordsFrom<{ readonly of: string }>({ of: "المزيد لـ {who}: {count}" }, "ar");
  const inArabic = (who: string, count: number) =>
    (arabic as (name: "of", values: object) => string)("of", { who, count });
  expect(inArabic("Ada", 3)).toBe("المزيد لـ \u2068Ada\u2069: 3");
});

test("a day that keeps its own order is put into a line from the right as it is, and a list of such in that line's order", () => {
  const arabic = wordsFrom<{ readonly since: string }>({ since: "منذ {day}" }, "ar");
  const inArabic = (day: string) => (arabic as (name: "since", values: object) => string)("since", { day });
  const day = "\u206723-نوفمبر-2025\u2069";
  expect(inArabic(day)).toBe(`منذ ${day}`);
  expect(inArabic(`${day} – ${day}`)).toBe(`منذ \u2067${day} – ${day}\u2069`);
});

test("parts of a message may be more than letters", () => {
  const say = wordsFrom<typeof english>(english, "en-GB");
  const bold = (inside: readonly ReactNode[]) => createElement("b", { key: "b" }, inside);
  expect(say.rich("tagged", { when: "noon", b: bold })).toEqual(["until ", bold(["noon"])]);
});

test("a message's arguments are known to the compiler", () => {
  expectTypeOf<ArgumentsOf<typeof english.plain>>().toEqualTypeOf<never>();
  expectTypeOf<ArgumentsOf<typeof english.counted>>().toEqualTypeOf<"count" | "who">();
});

test.each([
  [["de-DE", "hi", "en"], "hi-IN"],
  [["AR-EG"], "ar"],
  [["fr"], "en-GB"],
  [[], "en-GB"],
])("somebody who reads %j is met in %s", (preferred, tag) => {
  expect(preferredLanguage(preferred).tag).toBe(tag);
});
