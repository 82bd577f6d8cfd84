import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createBlinder, tokenLength } from "./blind.ts";

const key = createHash("sha256").update("a test's key").digest();
const terms = [
  "Observation.code|http://loinc.org|8867-4",
  "",
  "Müller",
  "a".repeat(5000),
  "Observation.code|http://loinc.org|8867-4",
];

describe("a blind token", () => {
  test("is the beginning of keyed BLAKE3", async () => {
    // Source: BLAKE3 team's test_vectors.json, keyed_hash of the inputs of 0 and 1 bytes.
    const blinder = await createBlinder(Buffer.from("whats the Elvish word for friend"));
    expect(blinder.token("").toString("hex")).toBe("92b2b75604ed3c76");
    expect(blinder.token("\0").toString("hex")).toBe("6d7878dfff2f4856");
  });

  test("is the same for the same term and key, and differs for another key", async () => {
    const [one, same, other] = await Promise.all([
      createBlinder(key),
      createBlinder(key),
      createBlinder(Buffer.alloc(32)),
    ]);
    for (const term of terms) {
      expect(same.token(term)).toEqual(one.token(term));
      expect(other.token(term)).not.toEqual(one.token(term));
    }
  });

  test("differs for different terms", async () => {
    const blinder = await createBlinder(key);
    const tokens = Array.from({ length: 20_000 }, (_, n) => blinder.token(`term ${n}`).toString("hex"));
    expect(new Set(tokens).size).toBe(20_000);
  });
});

describe("tokensInto", () => {
  test("writes the same tokens one after the other and nothing else", async () => {
    const blinder = await createBlinder(key);
    const target = Buffer.alloc(3 + terms.length * tokenLength + 2, 0xee);
    expect(blinder.tokensInto(terms, target, 3)).toBe(3 + terms.length * tokenLength);
    const expected = [Buffer.alloc(3, 0xee), ...terms.map((term) => blinder.token(term)), Buffer.alloc(2, 0xee)];
    expect(target).toEqual(Buffer.concat(expected));
  });

  test("throws when they don't fit", async () => {
    const blinder = await createBlinder(key);
    expect(() => blinder.tokensInto(terms, Buffer.alloc(terms.length * tokenLength - 1), 0)).toThrow(RangeError);
  });
});

describe("a blinder", () => {
  test("goes on with its key after the caller has overwritten it", async () => {
    const bytes = Buffer.from(key);
    const blinder = await createBlinder(bytes);
    const before = blinder.token("term");
    bytes.fill(0);
    expect(blinder.token("term")).toEqual(before);
  });

  test("refuses a key of the wrong length", async () => {
    await expect(createBlinder(Buffer.alloc(16))).rejects.toMatchObject({ code: "crypto/wrong-key-length" });
  });
});
