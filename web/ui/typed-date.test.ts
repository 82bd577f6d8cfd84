import { afterAll, expect, test, vi } from "vitest";

/** The modules as a browser of this language loads them. */
async function datesIn(tag: string) {
  vi.resetModules();
  vi.stubGlobal("navigator", { languages: [tag] });
  const [{ typedDate }, { dateText }] = await Promise.all([import("./typed-date.ts"), import("./dates.ts")]);
  return { typedDate, dateText };
}

afterAll(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test.each(["en-GB", "hi-IN", "ar-EG"])("a day that %s shows can be typed so, in each of its months", async (tag) => {
  const { typedDate, dateText } = await datesIn(tag);
  for (let month = 1; month <= 12; month += 1) {
    const day = `1948-${String(month).padStart(2, "0")}-12`;
    expect([dateText(day), typedDate(dateText(day))]).toEqual([dateText(day), day]);
  }
});

test.each([
  ["hi-IN", "१४/०८/१९७९", "1979-08-14"],
  ["hi-IN", "14 अगस्त 1979", "1979-08-14"],
  ["hi-IN", "14 Aug 1979", "1979-08-14"],
  ["ar-EG", "١٤ أغسطس ١٩٧٩", "1979-08-14"],
  ["ar-EG", "32 أغسطس 1979", undefined],
])("in %s, %s is %s", async (tag, text, day) => {
  expect((await datesIn(tag)).typedDate(text)).toBe(day);
});
