import { expect, test } from "vitest";
import type { Report } from "../../../../contract/index.ts";
import { stepped } from "./period-steps.ts";
import { reportBlocks } from "./report-blocks.ts";
import { reportCsv, sheetsOf } from "./save-report.ts";
import { textsOf } from "./texts-of.ts";

const evil = "=cmd|' /C calc'!A0";
const outcomes = { came: 12, missed: 2, cancelled: null, open: 0 };
const days = { from: "2026-02-01", to: "2026-02-28" };
const visits = {
  attendance: {
    ...outcomes,
    reasons: [{ id: "pat", count: 7 }],
    branches: [{ id: "1", name: evil, ...outcomes }],
    steps: [],
  },
  waiting: { count: 3, median: 10.5, ninety: 20, lengths: [], branches: [] },
  patients: { seen: 9, fresh: 4, returning: 5, steps: [{ from: "2026-02-01", fresh: 4, returning: 5 }] },
  utilisation: {
    working: 600,
    booked: 300,
    cells: [{ weekday: 0, hour: 9, working: 600, booked: 300 }],
    therapists: [{ id: "2", name: "Asha Rao", working: 600, booked: 300 }],
  },
};
const revenue = {
  currency: "INR",
  net: "1234.50",
  tax: "0.00",
  packages: "0.00",
  received: "-40.25",
  refunded: "40.25",
  earned: "1234.50",
  deferred: null,
  branches: [],
  therapists: [{ id: "", name: "", amount: "1234.50" }],
  services: [{ id: evil, name: evil, amount: "1234.50" }],
  steps: null,
};
const packages = { sold: 0, finished: 0, running: 0, frozen: 0, lapsed: 0, sessions: 0, used: 0, quarters: [] };
const report: Report = {
  unit: "month",
  days,
  before: days,
  branches: [],
  timeZone: "UTC",
  madeAt: "2026-03-07T09:00:00.000Z",
  fewest: 5,
  visits: { basis: "coarse", now: visits, before: visits },
  books: { basis: "own", now: { revenue, packages }, before: { revenue, packages } },
};
const house = { name: "@Harbour" };

test("each part says what it comes to in a sentence, and what is too few isn't told", () => {
  const sentences = new Map(textsOf(report).map(({ id, sentence }) => [id, sentence]));
  expect(sentences.get("utilisation")).toBe(
    "50 % of therapists’ working hours were booked (50 % in the period before). Fullest: Mon at 09:00 (50 %).",
  );
  expect(sentences.get("attendance")).toContain("under 5 cancelled");
  expect(sentences.get("waiting")).toBe(
    "Half waited less than 10.5 min, nine in ten less than 20 min (half less than 10.5 min in the period before).",
  );
  expect(sentences.get("revenue")).toContain("INR 1,234.50 were invoiced, -INR 40.25 were received");
  expect([...sentences.keys()]).not.toContain("dues");
});

test("a file says what the page says, numbers are numbers in it, and no cell of it is a formula", () => {
  const csv = reportCsv(report, house);
  expect(csv).toContain("'@Harbour");
  for (const line of csv.replace("\uFEFF", "").split("\r\n")) expect(line).not.toMatch(/(^|,)"?[=+@]/);
  expect(csv).toContain("Not tied to an appointment,1234.5");
  const cells = sheetsOf(report, house).flatMap(({ data }) => data.flat());
  const types = new Set(cells.map((cell) => (typeof cell === "string" ? "plain" : cell.type)));
  expect(types).toEqual(new Set([String, Number]));
  expect(cells).toContainEqual({ value: evil, type: String });
  expect(cells).toContainEqual({ value: 1234.5, type: Number, format: "#,##0.00" });
  expect(sheetsOf(report, house).every(({ sheet }) => sheet.length <= 31 && !/[[\]*?:/\\]/.test(sheet))).toBe(true);
  const paper = JSON.stringify(reportBlocks(report, ["@Harbour"]));
  for (const { title, sentence } of textsOf(report)) {
    expect(csv).toContain(title);
    expect(paper).toContain(sentence);
  }
});

test("a period goes to the one before and after, whatever its length", () => {
  expect(stepped({ unit: "month", day: "2026-03-31" }, -1)).toEqual({ unit: "month", day: "2026-02-01" });
  expect(stepped({ unit: "week", day: "2026-03-04" }, 1)).toEqual({ unit: "week", day: "2026-03-11" });
  expect(stepped({ unit: "custom", day: "2026-03-01", to: "2026-03-10" }, -1)).toEqual({
    unit: "custom",
    day: "2026-02-19",
    to: "2026-02-28",
  });
});
