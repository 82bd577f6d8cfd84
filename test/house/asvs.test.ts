import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { evidenceFaults, requirements } from "../../scripts/asvs/index.ts";
import { met, notApplicable } from "../../scripts/asvs/requirement.ts";

const root = join(import.meta.dirname, "../..");
const standard = join(root, "../shared/data/asvs/asvs-5.0.0.flat.json");

test("what shows a requirement to be met is there", () => {
  expect(evidenceFaults(requirements, root)).toEqual([]);
});

test("a file that isn't there, a test that doesn't exist, and a verdict without evidence are found", () => {
  const here = "test/house/asvs.test.ts";
  const wrong = [
    met("V2.1.1", 1, "", ["docs/nowhere.md"]),
    met("V2.1.2", 1, "", [`${here}: no such test was ever ${"written"}`]),
    met("V2.1.3", 1, "", [here]),
    met("V2.2.1", 1, "", []),
    notApplicable("V2.2.2", 1, "", ""),
  ];
  expect(evidenceFaults(wrong, root)).toHaveLength(wrong.length);
  expect(evidenceFaults([met("V2.1.1", 1, "", [`${here}: what shows a requirement`])], root)).toEqual([]);
});

test.skipIf(!existsSync(standard))("every requirement of levels 1 and 2 of V2 to V10 has its verdict, once", () => {
  const { requirements: all } = JSON.parse(readFileSync(standard, "utf8")) as {
    requirements: { req_id: string; L: string }[];
  };
  const expected = all.filter(({ req_id, L }) => /^V(?:[2-9]|10)\./.test(req_id) && (L === "1" || L === "2"));
  expect(requirements.map(({ id, level }) => `${id} ${level}`)).toEqual(
    expected.map(({ req_id, L }) => `${req_id} ${L}`),
  );
});
