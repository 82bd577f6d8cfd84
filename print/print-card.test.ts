import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { readPdf } from "../test/support/read-pdf.ts";
import { cardMillimetres, printCard } from "./index.ts";

const { resolve } = createRequire(import.meta.url);
const load = async ({ file }: { readonly file: string }) => readFileSync(resolve(`@fontsource/${file}`));
const words = {
  organisation: "Harbour Physiotherapy",
  name: "Nora Halloran",
  number: "LR-000042",
  language: "en",
  madeAt: 0,
} as const;

test("a card is as large as a card, and a label as its tape, on one page with what is said tagged and the code described", async () => {
  for (const kind of ["card", "label"] as const) {
    const { bytes, unset } = await printCard(
      { ...words, kind, born: kind === "label" ? "Born 12-Mar-1948" : undefined },
      load,
    );
    const [, width = "", height = ""] =
      /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(Buffer.from(bytes).toString("latin1")) ?? [];
    expect((Number(width) / 72) * 25.4).toBeCloseTo(cardMillimetres[kind].width, 1);
    expect((Number(height) / 72) * 25.4).toBeCloseTo(cardMillimetres[kind].height, 1);
    const pdf = readPdf(bytes);
    expect(unset).toEqual([]);
    expect(pdf).toMatchObject({ pages: 1, language: "en", tagged: true, missing: 0 });
    expect(Object.fromEntries(pdf.tags)).toMatchObject({ Document: 1, H1: 1, Figure: 1 });
    for (const text of ["Nora Halloran", "LR-000042"]) expect(pdf.texts[0]).toContain(text);
    expect(pdf.texts[0]?.includes("12-Mar-1948")).toBe(kind === "label");
  }
});

test("without a number there is no code, and the longest name stays on the card", async () => {
  const name = "Wolfeschlegelsteinhausenbergerdorff ".repeat(8).trim();
  const { bytes } = await printCard({ ...words, kind: "label", name, number: undefined }, load);
  const pdf = readPdf(bytes);
  expect(pdf.pages).toBe(1);
  expect(pdf.tags.get("Figure")).toBeUndefined();
  expect(pdf.texts[0]).toContain("No number yet");
});
