import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { readPdf } from "../test/support/read-pdf.ts";
import type { Block, LoadFace } from "./index.ts";
import { printDocument } from "./index.ts";

const { resolve } = createRequire(import.meta.url);
const loaded: string[] = [];
const load: LoadFace = async ({ file }) => {
  loaded.push(file);
  return readFileSync(resolve(`@fontsource/${file}`));
};
const print = (blocks: readonly Block[]) =>
  printDocument(
    { title: "A letter", author: "Hill Clinic", language: "en", size: "A4", madeAt: 0, foot: "Hill Clinic", blocks },
    load,
  );

test("names of several scripts are set with signs that the fonts have, and can be read out again as they were written", async () => {
  const names = [
    "Łukasz Żółć-Đorđević",
    "Nguyễn Thị Ánh Tuyết",
    "Γεώργιος Παπαδόπουλος",
    "Анна Сергеевна Іванчук",
    "कृष्णा त्रिपाठी",
    "دينا قباني",
    "יעל ברק",
  ];
  const { bytes, unset } = await print([{ kind: "list", items: names }]);
  const pdf = readPdf(bytes);
  expect(unset).toEqual([]);
  expect(pdf).toMatchObject({ pages: 1, language: "en", tagged: true, missing: 0 });
  for (const name of names) expect(pdf.texts[0]).toContain(name);
});

test("each part has its tag; a table's head stays with its rows, and long ones go on over pages", async () => {
  const rows = Array.from({ length: 90 }, (_, index) => [`${index}`, `row ${index} says something of some length`]);
  const { bytes } = await print([
    { kind: "heading", level: 1, text: "What was looked at" },
    { kind: "paragraph", text: "All of it." },
    { kind: "table", heads: ["No", "What"], rows, shares: [1, 6] },
    { kind: "paragraph", text: "word ".repeat(2000) },
  ]);
  const { pages, tags, texts } = readPdf(bytes);
  expect(pages).toBeGreaterThan(3);
  expect(Object.fromEntries(tags)).toMatchObject({ Document: 1, H1: 1, P: 2, Table: 1, TR: 91, TH: 2, TD: 180 });
  for (const [, words = ""] of rows) expect(texts.join(" ")).toContain(words);
  expect(texts[1]).toContain(`2 of ${pages}`);
  expect(texts.join(" ").match(/\bword\b/g)).toHaveLength(2000);
});

test("what no font has is named instead of drawn as a box, and what says the same is set in its place", async () => {
  const { bytes, unset } = await print([{ kind: "paragraph", text: "王小明, INR ≥ 3 \u0007and \u{1F642}" }]);
  const { texts, missing } = readPdf(bytes);
  expect(missing).toBe(0);
  expect(unset).toEqual([
    { script: "Han", signs: 3 },
    { script: "other", signs: 1 },
  ]);
  expect(texts[0]).toContain("[Han: 3 signs], INR >= 3 and [1 sign]");
  expect(texts[0]).toContain("doesn’t have the script Han");
});

test("a name that runs the other way doesn't turn what stands around it, and can't disguise itself", async () => {
  const { bytes } = await print([{ kind: "paragraph", text: "Dear \u2068יעל ברק\u2069 (born 1948), \u202Enus\u202C" }]);
  expect(readPdf(bytes).texts[0]).toMatch(/Dear .*יעל ברק.* \(born 1948\), nus/);
});

test("only the fonts that a text needs are fetched", async () => {
  loaded.length = 0;
  await print([{ kind: "paragraph", text: "Nora Halloran" }]);
  expect(loaded.toSorted((a, b) => a.localeCompare(b))).toEqual([
    "noto-sans/files/noto-sans-latin-400-normal.woff",
    "noto-sans/files/noto-sans-latin-700-normal.woff",
  ]);
});

/** A red dot. */
const dot = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);

test("a letterhead stands above the text with its picture described, and its line at the foot of each page; papers are as large as they are asked for", async () => {
  const head = {
    name: "Hill Clinic Ltd",
    lines: ["1 Hill", "VAT no. IE1"],
    foot: "Pay within a week",
    logo: { png: dot, words: "Logo of Hill Clinic Ltd" },
  };
  const blocks: readonly Block[] = [
    { kind: "heading", level: 1, text: "Receipt" },
    ...Array.from({ length: 40 }, (_, at): Block => ({ kind: "paragraph", text: `Paragraph ${at}` })),
    { kind: "code", text: "R-1 ABCD", words: "Verification code ABCD" },
  ];
  const sizes = [];
  for (const size of ["A5", "ROLL80"] as const) {
    const { bytes } = await printDocument(
      { title: "Receipt", author: "Hill", language: "en", size, head, madeAt: 0, foot: "R-1", blocks },
      load,
    );
    const pdf = readPdf(bytes);
    expect(pdf).toMatchObject({ tagged: true, missing: 0 });
    expect(Object.fromEntries(pdf.tags)).toMatchObject({ H1: 1, Figure: 2, P: 43 });
    expect(pdf.texts[0]?.indexOf("Hill Clinic Ltd")).toBeLessThan(pdf.texts[0]?.indexOf("Receipt") ?? 0);
    for (const page of pdf.texts) expect(page).toContain("Pay within a week");
    const [, width = "", height = ""] =
      /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(Buffer.from(bytes).toString("latin1")) ?? [];
    sizes.push({ pages: pdf.pages, width: Math.round((Number(width) / 72) * 25.4), height: Number(height) });
  }
  const [small, roll] = sizes;
  expect(small).toMatchObject({ width: 148 });
  expect(small?.pages).toBeGreaterThan(1);
  expect(roll).toMatchObject({ pages: 1, width: 80 });
  // As long as what stands on it, and no longer.
  expect(roll?.height).toBeGreaterThan(40 * 19);
  expect(roll?.height).toBeLessThan(40 * 19 + 300);
});
