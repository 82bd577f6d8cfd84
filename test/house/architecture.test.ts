import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Breach } from "../../scripts/architecture/breach.ts";
import { findBreaches } from "../../scripts/architecture/find-breaches.ts";
import { type Law, lawSchema } from "../../scripts/architecture/law.ts";
import { readSource } from "../../scripts/architecture/read-source.ts";

const law: Law = lawSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, "../../architecture.json"), "utf8")),
);

/** Breaches of the real law that these files commit, beside the ones of a house with so few files. */
function breachesIn(files: Readonly<Record<string, string>>): Breach[] {
  const sources = Object.entries(files).map(([path, text]) => readSource(path, text));
  return findBreaches(law, sources).filter(({ path }) => path !== "architecture.json");
}

test.each([
  [
    "a lower layer imports a higher one",
    "src/foundation/fhir/a.ts",
    'import { a } from "../../custody/chart/index.ts";',
    "may not",
  ],
  [
    "care reaches past chart",
    "src/care/notes/a.ts",
    'import { a } from "../../custody/records/index.ts";',
    "only door",
  ],
  [
    "a surface reaches past chart",
    "src/surface/http/a.ts",
    'import { a } from "../../custody/records/index.ts";',
    "only door",
  ],
  ["a sibling in care imports another", "src/care/notes/a.ts", 'import { a } from "../importing/index.ts";', "may not"],
  [
    "access decides by anything but its arguments",
    "src/custody/access/a.ts",
    'import { a } from "../identity/index.ts";',
    "may not",
  ],
  [
    "the Merkle tree learns of the database",
    "src/custody/ledger/merkle/a.ts",
    'import { a } from "../../../foundation/platform/database/index.ts";',
    "may not",
  ],
  [
    "a module is entered past its door",
    "src/care/notes/a.ts",
    'import { a } from "../../custody/chart/chart.ts";',
    "past its door",
  ],
  [
    "a door is passed in a re-export",
    "src/care/notes/a.ts",
    'export { a } from "../../custody/chart/chart.ts";',
    "past its door",
  ],
  [
    "a door is passed in a dynamic import",
    "src/care/notes/a.ts",
    'const a = await import("../../custody/chart/chart.ts");',
    "past its door",
  ],
  [
    "a test passes another module's door",
    "src/care/notes/a.test.ts",
    'import { a } from "../../custody/chart/chart.ts";',
    "past its door",
  ],
  [
    "the web runs the server's code",
    "web/a.tsx",
    'import { a } from "../src/foundation/fhir/index.ts";',
    "imports values",
  ],
  ["the web imports custody", "web/a.tsx", 'import type { A } from "../src/custody/chart/index.ts";', "may not"],
  [
    "the contract imports the server",
    "contract/a.ts",
    'import type { A } from "../src/foundation/kernel/index.ts";',
    "may not",
  ],
  ["a package comes in where it has no place", "src/foundation/kernel/a.ts", 'import pg from "pg";', "package pg"],
  [
    "the server starts a program",
    "src/care/notes/a.ts",
    'import { spawn } from "node:child_process";',
    "starts no program",
  ],
  [
    "the product imports what is for tests",
    "src/care/notes/a.ts",
    'import { a } from "../../../test/support/a.ts";',
    "for tests",
  ],
  ["an import leaves its ending out", "src/care/notes/a.ts", 'import { a } from "./b";', "without its ending"],
  ["a folder appears that the law doesn't know", "src/helpers/a.ts", 'import { a } from "./b.ts";', "no module"],
  ["SQL lies outside the tables", "src/care/notes/a.ts", 'export const text = "select note from notes";', "holds SQL"],
  [
    "SQL hides in a template",
    "src/care/notes/a.ts",
    "export const text = `\n  update notes set text = ${1}`;",
    "holds SQL",
  ],
  ["the clock is read", "src/care/notes/a.ts", "export const now = Date.now();", "Date.now"],
  ["the clock is handed on", "src/care/notes/a.ts", "export const clock = Date.now;", "Date.now"],
  ["the day is read", "src/care/notes/a.ts", "export const today = new Date();", "new Date()"],
  ["chance is used", "src/care/notes/a.ts", "export const some = Math.random();", "Math.random"],
])("sounds the alarm when %s", (_, path, text, alarm) => {
  expect(breachesIn({ [path]: text }).map(({ what }) => what)).toContainEqual(expect.stringContaining(alarm));
});

test("sounds the alarm when modules lead back to themselves, by whatever way", () => {
  const circle = {
    "src/custody/ledger/a.ts": 'import { a } from "./merkle/index.ts";',
    "src/custody/ledger/merkle/a.ts": 'import { a } from "../verify/index.ts";',
    "src/custody/ledger/verify/a.ts": 'import type { A } from "../merkle/index.ts";',
  };
  expect(breachesIn(circle)).toEqual([
    {
      path: "src/custody/ledger/merkle/a.ts",
      what: "imports src/custody/ledger/verify, which leads back to src/custody/ledger/merkle",
    },
    {
      path: "src/custody/ledger/verify/a.ts",
      what: "imports src/custody/ledger/merkle, which leads back to src/custody/ledger/verify",
    },
  ]);
});

test("is silent where the law is kept", () => {
  expect(
    breachesIn({
      "src/care/notes/a.ts": 'import { a } from "../../custody/chart/index.ts"; import { b } from "./b.ts";',
      "src/care/notes/note-table.ts": 'export const text = "select note from notes";',
      "src/custody/chart/a.ts": 'import { a } from "../records/index.ts";',
      "src/surface/http/a.ts": 'import { a } from "./identity/index.ts"; import { z } from "zod";',
      "src/foundation/platform/jobs/a.ts": "export const now = Date.now();",
      "src/care/notes/a.test.ts": 'import { a } from "../../../test/people/index.ts"; const now = Date.now();',
      "src/care/notes/b.ts":
        'export const day = new Date(0); export const text = "Select a note from the list to read it";',
      "web/a.tsx": 'import type { A } from "../src/foundation/fhir/index.ts"; import { Link } from "react";',
    }),
  ).toEqual([]);
});

test("sounds the alarm when it reads nothing", () => {
  const alarms = findBreaches(law, []).map(({ what }) => what);
  expect(alarms).toContain("no import was read at all");
  expect(alarms).toContain("no SQL was read at all");
  expect(alarms).toContain("no file lies in src/custody/chart");
});

test("refuses a file that it can't parse", () => {
  expect(() => readSource("src/care/notes/a.ts", "import { from")).toThrow("src/care/notes/a.ts");
});
