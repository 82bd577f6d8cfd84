import fc from "fast-check";
import { expect, test } from "vitest";
import { readInt8, writeInt8 } from "./int8.ts";

test("any safe integer comes back, and is written as BigInt writes it", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      const bytes = Buffer.alloc(16);
      expect(writeInt8(bytes, 4, value)).toBe(12);
      expect(bytes.readBigInt64BE(4)).toBe(BigInt(value));
      expect(readInt8(bytes, 4)).toBe(value);
    }),
  );
});
