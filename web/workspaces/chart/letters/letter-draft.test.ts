import fc from "fast-check";
import { expect, test } from "vitest";
import { letterText } from "./letter-draft.ts";

const groups = [
  {
    heading: "Problems",
    asList: true,
    offers: [
      { id: "Condition/1", label: "Gonarthrosis", words: "Gonarthrosis, since 2024", meta: undefined },
      { id: "Condition/2", label: "Anxiety", words: "Anxiety, since 2019", meta: undefined },
    ],
  },
  {
    heading: "From my note",
    asList: false,
    offers: [{ id: "DocumentReference/3", label: "07-Mar-2026", words: "Walks.\n", meta: undefined }],
  },
];

test("a letter has what was written and what was ticked, in this order", () => {
  expect(letterText({ words: " Dear colleague,\n", ticked: ["DocumentReference/3", "Condition/1"] }, groups)).toBe(
    "Dear colleague,\n\nProblems:\n\n- Gonarthrosis, since 2024\n\nFrom my note, 07-Mar-2026:\n\nWalks.",
  );
});

test("nothing of the chart goes out that isn't ticked", () => {
  const all = groups.flatMap(({ offers }) => offers);
  fc.assert(
    fc.property(fc.subarray(all), fc.string(), (taken, words) => {
      const text = letterText({ words: words.replaceAll(/[A-Z]/g, ""), ticked: taken.map(({ id }) => id) }, groups);
      for (const one of all) expect(text.includes(one.words.trim())).toBe(taken.includes(one));
    }),
  );
});
