import { expect, test } from "vitest";
import { TextFinder } from "./find-texts.ts";

const texts = ["Melnyk", "Melnykova", "elnykov", "aaaaaa", "aaaaaaab", "12-03-1957", "Straße 7"];

test("every text is found wherever it stands, beside others, over and in them, and nothing else", () => {
  const finder = new TextFinder(texts);
  let state = 7;
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return (state >> 8) % below;
  };
  for (let round = 0; round < 2_000; round += 1) {
    let hay = "";
    for (let parts = random(6); parts >= 0; parts -= 1) {
      const text = texts[random(texts.length)] ?? "";
      hay += random(2) === 0 ? text.slice(random(4)) : text.slice(0, text.length - random(3));
      hay += "aMe1lny-".slice(random(8), random(8) + 1);
    }
    const found = new Set<string>();
    finder.search(Buffer.from(hay), found);
    expect([...found].sort()).toEqual(texts.filter((text) => hay.includes(text)).sort());
  }
});
