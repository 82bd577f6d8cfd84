import { expect, test } from "vitest";
import { importAeadKey, randomBytes32, sealCount } from "../../foundation/crypto/index.ts";
import { countPatientSeals, sealsInStep } from "./patient-seals.ts";

/** A table of counts, and a chance that is what the test says. */
function aTable() {
  const stored = new Map<number, number>();
  const said = { chance: 0, fails: false };
  const seals = countPatientSeals(
    async (unsaved) => {
      if (said.fails) throw new Error("no database");
      for (const { keyNo, seals: more } of unsaved) stored.set(keyNo, (stored.get(keyNo) ?? 0) + more);
      return new Map(unsaved.map(({ keyNo }) => [keyNo, stored.get(keyNo) ?? 0]));
    },
    () => said.chance,
  );
  return { stored, said, seals };
}

test("seals are stored in steps, each once, and what other processes stored counts here", async () => {
  const { stored, seals } = aTable();
  stored.set(1, 1000);
  const key = importAeadKey(randomBytes32(), 1000);
  seals.watch(1, key);
  key.seals += sealsInStep - 1;
  await seals.save();
  expect(stored.get(1)).toBe(1000);
  key.seals += 1;
  stored.set(1, 6000);
  await seals.save();
  await seals.save();
  expect(stored.get(1)).toBe(6000 + sealsInStep);
  expect(sealCount(key)).toBe(6000 + sealsInStep);
});

test("a key that is forgotten counts a step as likely as it used one, and nothing twice", async () => {
  const { stored, said, seals } = aTable();
  for (const [keyNo, chance, expected] of [
    [1, 0.49, sealsInStep],
    [2, 0.51, undefined],
  ] as const) {
    const key = importAeadKey(randomBytes32());
    seals.watch(keyNo, key);
    key.seals += sealsInStep / 2;
    said.chance = chance;
    seals.forget(keyNo, key);
    seals.forget(keyNo, key);
    await seals.save();
    expect(stored.get(keyNo)).toBe(expected);
  }
});

test("what couldn't be stored is stored later", async () => {
  const { stored, said, seals } = aTable();
  const key = importAeadKey(randomBytes32());
  seals.watch(1, key);
  key.seals += 5000;
  said.fails = true;
  await expect(seals.save()).rejects.toThrow("no database");
  await expect(seals.save(true)).rejects.toThrow("no database");
  said.fails = false;
  await seals.save();
  expect(stored.get(1)).toBe(5000);
});
