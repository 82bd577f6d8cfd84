import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { condenseDiff, diffLines, mergeTexts } from "./merge-texts.ts";

const text = fc
  .array(fc.constantFrom("a", "b", "c", "", "longer line"), { maxLength: 12 })
  .map((lines) => lines.join("\n"));

describe("two texts side by side", () => {
  test("each side can be read back whole", () => {
    fc.assert(
      fc.property(text, text, (mine, theirs) => {
        const lines = diffLines(mine, theirs);
        const side = (whose: "mine" | "theirs") =>
          lines
            .filter((line) => line.side === "both" || line.side === whose)
            .map((line) => line.text)
            .join("\n");
        expect(side("mine")).toBe(mine);
        expect(side("theirs")).toBe(theirs);
      }),
    );
  });
  test("shared lines are kept once, others all", () => {
    expect(mergeTexts("S: cough\nO: clear\nP: rest", "S: cough\nO: wheeze\nP: rest")).toBe(
      "S: cough\nO: clear\nO: wheeze\nP: rest",
    );
  });
  test("what both have is left out, what differs never", () => {
    fc.assert(
      fc.property(text, text, (mine, theirs) => {
        const lines = diffLines(mine, theirs);
        const parts = condenseDiff(lines, 1);
        const shown = parts.flatMap((part) => (part.kind === "lines" ? part.lines : []));
        expect(shown.filter((line) => line.side !== "both")).toEqual(lines.filter((line) => line.side !== "both"));
        expect(parts.reduce((sum, part) => sum + (part.kind === "same" ? part.count : part.lines.length), 0)).toBe(
          lines.length,
        );
      }),
    );
    expect(condenseDiff(diffLines("a\nb\nc\nd\ne", "a\nb\nc\nd\nf"), 1)).toMatchObject([
      { kind: "same", count: 3 },
      { kind: "lines" },
    ]);
  });
  test("equal texts differ nowhere", () => {
    expect(diffLines("a\nb", "a\nb").every((line) => line.side === "both")).toBe(true);
  });
});
