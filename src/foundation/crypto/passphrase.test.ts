import { describe, expect, test } from "vitest";
import { Secret } from "../kernel/index.ts";
import { derivePassphraseKey, newPassphraseParameters, passphraseCost } from "./passphrase.ts";

// The least cost that is accepted, for the tests' sake.
const parameters = { memoryKib: 19_456, passes: 1, lanes: 1, salt: Buffer.alloc(16, 5) };

describe("a passphrase's key", () => {
  test("is the same for the same passphrase and parameters, however it was typed", async () => {
    const composed = await derivePassphraseKey(new Secret("Z\u00fcrich 42"), parameters);
    expect(composed).toHaveLength(32);
    expect(await derivePassphraseKey(new Secret("Zu\u0308rich 42"), parameters)).toEqual(composed);
  });

  test("depends on the passphrase, the salt and the cost", async () => {
    const key = await derivePassphraseKey(new Secret("correct"), parameters);
    const others = await Promise.all([
      derivePassphraseKey(new Secret("Correct"), parameters),
      derivePassphraseKey(new Secret("correct"), { ...parameters, salt: Buffer.alloc(16, 6) }),
      derivePassphraseKey(new Secret("correct"), { ...parameters, passes: 2 }),
    ]);
    for (const other of others) expect(other).not.toEqual(key);
  });

  test.for([
    { memoryKib: 8 },
    { memoryKib: 2 ** 32 - 1 },
    { passes: 0 },
    { passes: 1_000_000 },
    { lanes: 0 },
    { lanes: 1.5 },
    { salt: Buffer.alloc(8) },
  ])("is not derived with parameters that are absurd: %o", async (absurd) => {
    const deriving = derivePassphraseKey(new Secret("correct"), { ...parameters, ...absurd });
    await expect(deriving).rejects.toMatchObject({ code: "crypto/refused-cost" });
  });
});

test("new parameters have a salt of their own and the present cost", () => {
  const one = newPassphraseParameters();
  expect(one).toMatchObject(passphraseCost);
  expect(one.salt).toHaveLength(32);
  expect(newPassphraseParameters().salt).not.toEqual(one.salt);
});
