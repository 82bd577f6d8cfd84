import { describe, expect, test } from "vitest";
import { createDeck, say } from "./grammar.ts";
import { createRandom } from "./random.ts";

describe("say", () => {
  test("fills slots, with a capital where the slot has one, and slots within slots", () => {
    expect(
      say("<They> and <companion>.", { they: "she", their: "her", companion: "<their> son" }, createRandom("a")),
    ).toBe("She and her son.");
  });

  test("chooses one way of each choice, nested ones included", () => {
    const random = createRandom("b");
    const said = new Set(Array.from({ length: 60 }, () => say("{a|b{c|d}}", {}, random)));
    expect(said).toEqual(new Set(["a", "bc", "bd"]));
  });

  test("refuses a slot that nothing fills", () => {
    expect(() => say("<nobody>", {}, createRandom("c"))).toThrow(RangeError);
  });
});

describe("a deck", () => {
  test("deals every sentence before any comes again, and never one twice running", () => {
    const deck = createDeck(createRandom("d"));
    const sentences = ["one", "two", "three", "four"];
    const dealt = Array.from({ length: 40 }, () => deck.draw("pile", sentences));
    for (let start = 0; start < 40; start += 4) expect(new Set(dealt.slice(start, start + 4)).size).toBe(4);
    for (const [index, sentence] of dealt.entries()) expect(sentence).not.toBe(dealt[index - 1]);
  });

  test("deals the only sentence again and again", () => {
    const deck = createDeck(createRandom("e"));
    expect([1, 2, 3].map(() => deck.draw("pile", ["same"]))).toEqual(["same", "same", "same"]);
  });
});
