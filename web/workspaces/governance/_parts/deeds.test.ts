import { expect, test } from "vitest";
import { deedsOf } from "./deeds.ts";

const entry = (action: string, at: string, resources: readonly string[], count = resources.length) => ({
  entryId: at,
  at,
  action,
  why: "",
  resources: [...resources],
  count,
});

test("the same kind is told once, however often it was asked for, with first and last time", () => {
  expect(
    deedsOf([
      entry("search", "2026-03-07T09:02:00Z", ["Condition/a", "Condition/b"]),
      entry("read", "2026-03-07T09:05:00Z", ["Condition/b"]),
    ]),
  ).toEqual([
    {
      act: "actLooked",
      kind: "problems",
      records: 2,
      first: "2026-03-07T09:02:00Z",
      last: "2026-03-07T09:05:00Z",
    },
  ]);
});

test("what was changed comes before what was only seen, and a capped list counts in full", () => {
  const deeds = deedsOf([
    entry("search", "2026-03-07T09:02:00Z", ["Observation/a", "Observation/b"], 54),
    entry("sign", "2026-03-07T09:09:00Z", ["DocumentReference/n"]),
  ]);
  expect(deeds.map(({ act, records }) => [act, records])).toEqual([
    ["actSigned", 1],
    ["actLooked", 54],
  ]);
});

test("that the emergency began and ended is no deed", () => {
  expect(deedsOf([entry("break-glass-ended", "2026-03-07T10:00:00Z", ["Patient/p"])])).toEqual([]);
});
