import { expect, test } from "vitest";
import { defaultSettings, readSettings } from "./settings.ts";

test("without anything stored the defaults hold", () => {
  for (const stored of [undefined, null, "x", {}, { breakGlass: 7 }])
    expect(readSettings(stored)).toEqual(defaultSettings);
});

test("a stored value within its bounds holds, beside the defaults of the others", () => {
  const read = readSettings({
    breakGlass: { minutes: 720 },
    accessReview: { unreviewed: "withdraw", quarterly: false },
  });
  expect(read.breakGlass).toEqual({ ...defaultSettings.breakGlass, minutes: 720 });
  expect(read.accessReview).toEqual({ ...defaultSettings.accessReview, unreviewed: "withdraw", quarterly: false });
});

test.each([721, 4, 0, -1, 1.5, Number.POSITIVE_INFINITY, Number.NaN, "600", null])(
  "a glass can't stay broken for %s minutes",
  (minutes) => {
    expect(readSettings({ breakGlass: { minutes } }).breakGlass.minutes).toBe(defaultSettings.breakGlass.minutes);
  },
);

test("no vendor is let in for longer than 30 days by one approval", () => {
  expect(readSettings({ vendorAccess: { mostDays: 31 } }).vendorAccess.mostDays).toBe(7);
});
