import { expect, test } from "vitest";
import { kindBegun, kindWords } from "./kind-draft.ts";

test("a kind is sound with a name, 5 to 720 whole minutes and 1 to 200 people; what isn't is said by field", () => {
  const begun = { ...kindBegun(undefined, "r"), name: " Gait training " };
  expect(kindWords(begun).words).toMatchObject({ name: "Gait training", minutes: 30, capacity: 1, active: true });
  for (const [more, fault] of [
    [{ name: "  " }, "name"],
    [{ minutes: 4 }, "minutes"],
    [{ minutes: 12.5 }, "minutes"],
    [{ capacity: 201 }, "capacity"],
  ] as const) {
    const { faults, words } = kindWords({ ...begun, ...more });
    expect([Object.keys(faults), words]).toEqual([[fault], undefined]);
  }
});
