import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { evidenceFaults } from "../../scripts/asvs/index.ts";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/threat-model.md"), "utf8");
const sentence = String.raw`"[^"]+"`;

/** The tests that a text names, as `file` ("sentence", "sentence"). */
function testsIn(text: string): { readonly id: string; readonly shown: readonly string[] }[] {
  const named = new RegExp(
    String.raw`\`([^\`\s]+\.(?:test|journey)\.tsx?)\`(?:\s*\((${sentence}(?:,\s*${sentence})*)\))?`,
    "g",
  );
  return [...text.matchAll(named)].map(([, path = "", sentences = ""]) => {
    const names = [...sentences.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name.replaceAll(/\s+/g, " "));
    return { id: path, shown: names.length === 0 ? [path] : names.map((name) => `${path}: ${name}`) };
  });
}

const faultsOf = (text: string) => {
  const evidence = testsIn(text).map((one) => ({ ...one, verdict: "met" as const, why: undefined }));
  return evidenceFaults(evidence, root).filter((fault) => !fault.endsWith("is a test without a name"));
};

test("every test that the threat model names is there, by its file and its sentence", () => {
  expect(testsIn(page).length).toBeGreaterThan(30);
  expect(faultsOf(page)).toEqual([]);
});

test("every attacker's row ends with a test that is named by its sentence", () => {
  const rows = page.split("\n").filter((line) => line.startsWith("| **"));
  expect(rows).toHaveLength(11);
  for (const row of rows)
    expect(
      testsIn(row.split(" | ").at(-1) ?? "").flatMap(({ shown }) => shown),
      row,
    ).toContainEqual(expect.stringContaining(": "));
});

test("a file that isn't there, and a sentence that no test has, are found", () => {
  expect(faultsOf('`test/house/nowhere.test.ts` ("a")')).toHaveLength(1);
  expect(faultsOf(`\`test/house/threat-model.test.ts\` ("no test ${"says"} this")`)).toHaveLength(1);
});
