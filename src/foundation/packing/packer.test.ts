import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { deflaterWith } from "./deflate.ts";
import { createPacker } from "./packer.ts";
import { inflaterWith } from "./inflate.ts";
import { PackingError } from "./packing-error.ts";

const dictionary = Buffer.from(
  '{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"8867-4","display":"Heart rate"}]}}',
);
const most = 1 << 20;
const packer = createPacker(dictionary, most);
const deflate = deflaterWith(dictionary, 1 << 16);
const inflate = inflaterWith(dictionary, most);

/** Bytes that repeat themselves, the dictionary and nothing. */
const texts = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc
        .tuple(fc.nat(dictionary.length), fc.nat(dictionary.length))
        .map(([from, to]) => dictionary.subarray(Math.min(from, to), Math.max(from, to))),
      fc.tuple(fc.nat(255), fc.nat(1200)).map(([byte, count]) => Buffer.alloc(count, byte)),
      fc.lorem({ maxCount: 60 }).map((text) => Buffer.from(text)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => Buffer.concat(parts));

test("what is packed opens again, whatever its size", () => {
  fc.assert(fc.property(texts, (text) => packer.unpack(packer.pack(text)).equals(text)));
});

test("zlib opens what is packed here", () => {
  fc.assert(fc.property(texts, (text) => inflateRawSync(deflate(text), { dictionary }).equals(text)));
});

test("what zlib packs opens here, whatever its kind of block", () => {
  const strategies = [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE];
  const levels = fc.integer({ min: 0, max: 9 });
  fc.assert(
    fc.property(texts, levels, fc.constantFrom(...strategies), (text, level, strategy) =>
      inflate(deflateRawSync(text, { dictionary, level, strategy })).equals(text),
    ),
  );
});

test("one text leaves no trace in how the next is packed", () => {
  fc.assert(
    fc.property(texts, texts, (first, second) => {
      const fresh = deflaterWith(dictionary, 1 << 16)(second);
      deflate(first);
      return deflate(second).equals(fresh);
    }),
  );
});

test("damaged bytes are refused, or open into something that is not longer than allowed", () => {
  const narrow = inflaterWith(dictionary, 4_000);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        return narrow(bytes).length <= 4_000;
      } catch (error) {
        return error instanceof PackingError;
      }
    }),
    { numRuns: 2_000 },
  );
});

test("bytes that were cut off are refused", () => {
  const packed = deflate(Buffer.from("Pulse of the left radial artery, regular. ".repeat(20)));
  for (let length = 0; length < packed.length - 1; length += 1)
    expect(() => inflate(packed.subarray(0, length))).toThrow(PackingError);
});

test("a text that opens into more than allowed is refused, by either way of opening", () => {
  const bomb = deflateRawSync(Buffer.alloc(most + 1), { dictionary });
  expect(() => inflate(bomb)).toThrow(PackingError);
  expect(() => packer.unpack(bomb)).toThrow(PackingError);
});

test("what the dictionary holds takes next to no room", () => {
  expect(packer.pack(dictionary).length).toBeLessThan(8);
});
