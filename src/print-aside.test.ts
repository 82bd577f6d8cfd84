import { expect, test } from "vitest";
import type { PrintedDocument } from "../print/index.ts";
import { printAside } from "./print-aside.ts";

const aDocument = (...texts: string[]): PrintedDocument => ({
  title: "A letter",
  author: "Hill Clinic",
  language: "en",
  size: "A4",
  madeAt: 0,
  foot: "Hill Clinic",
  blocks: texts.map((text) => ({ kind: "paragraph", text })),
});

test("a letter is set beside the server, which answers meanwhile, and one that takes too long ends alone", async () => {
  const print = printAside();
  const [one, two] = await Promise.all([print(aDocument("Dear Nora,")), print(aDocument("漢"))]);
  expect(Buffer.from(one.bytes.subarray(0, 5)).toString()).toBe("%PDF-");
  expect(two.unset).toEqual([{ script: "Han", signs: 1 }]);
  const hurried = printAside({ mostMilliseconds: 1 });
  await expect(hurried(aDocument("السلام".repeat(2_000)))).rejects.toMatchObject({ code: "print/too-long" });
});
