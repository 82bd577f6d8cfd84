import { expect, test } from "vitest";
import type { Block } from "../../../../print/index.ts";
import { withoutOverrides } from "./without-overrides.ts";

test("no part of a letter turns round what somebody wrote, and marks that only order names stay", () => {
  const text = "paid \u202E00\u202C \u2068يعل\u2069";
  const blocks: readonly Block[] = [
    { kind: "heading", level: 1, text },
    { kind: "paragraph", tone: "strong", text },
    { kind: "lines", lines: [text] },
    { kind: "list", items: [text] },
    { kind: "table", heads: [text], rows: [[text]], shares: [1] },
  ];
  const shown = JSON.stringify(blocks.map(withoutOverrides));
  expect(shown).not.toMatch(/[\u202A-\u202E]/);
  expect(shown.match(/paid 00 \u2068يعل\u2069/g)).toHaveLength(6);
  expect(withoutOverrides({ kind: "paragraph", tone: "strong", text })).toMatchObject({ tone: "strong" });
});
