import { expect, test } from "vitest";
import { csvOf } from "./csv.ts";

const item = {
  id: "1",
  kind: "person-role",
  holder: "Dr Ada Okafor",
  grant: "Clinician",
  hint: undefined,
  state: "kept",
  reviewer: undefined,
  decidedBy: undefined,
  decidedAt: Date.UTC(2026, 2, 7, 9),
  reason: undefined,
  mine: false,
  altered: false,
} as const;

const line = (more: object) => csvOf({ title: "2026-Q2", items: [{ ...item, ...more }] }).split("\r\n")[1];

test("a line for each grant, with the time in UTC", () => {
  expect(line({})).toBe("2026-Q2,person-role,Dr Ada Okafor,Clinician,,kept,,,2026-03-07T09:00:00.000Z,");
});

test.each([
  ["quotes and commas", 'needs "it", daily', '"needs ""it"", daily"'],
  ["a new line", "first\nsecond", '"first\nsecond"'],
  ["a formula", '=HYPERLINK("https://wardbook.test")', '"\'=HYPERLINK(""https://wardbook.test"")"'],
  ["a plus", "+1", "'+1"],
  ["a minus", "-1", "'-1"],
  ["a formula behind a semicolon", "fine;=1+1\n-2", "\"fine;'=1+1\n'-2\""],
  ["a wide equals sign", "＝1+1", "'＝1+1"],
  ["an at", "@SUM(A1)", "'@SUM(A1)"],
])("a reason with %s stays text", (_, reason, written) => {
  expect(line({ reason })?.endsWith(`,${written}`)).toBe(true);
});
