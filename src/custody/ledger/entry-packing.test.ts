import fc from "fast-check";
import { expect, test } from "vitest";
import { type LedgerEntry, decodeEntry, encodeEntry, encodeWhole } from "./entry.ts";
import { packEntry, packShape, unpackEntry, unpackShape } from "./entry-packing.ts";
import { LedgerError } from "./ledger-error.ts";

const entry: LedgerEntry = {
  at: 1_772_870_400_123,
  action: "read",
  actor: { kind: "person", id: "5f0c2b9e-7a41-4c1d-9d55-6a2f1f4f7c10", name: "Rosa Ibarra", role: "clinician" },
  why: "as a clinician of this organisation",
  from: "10.0.0.7",
  requestId: "req-4q",
  resources: ["Observation/0b6f5a0c-9c1e-4c39-8f0e-3b9f5d2f8a77/1"],
  count: 1,
};

test("an entry comes back as it was", () => {
  expect(decodeEntry(encodeEntry(entry))).toEqual(entry);
});

test("an entry keeps what it was done for, and for whom", () => {
  const forSomebody = { ...entry, purpose: "ETREAT", onBehalfOf: "Practitioner/0b6f5a0c-9c1e-4c39-8f0e-3b9f5d2f8a77" };
  expect(decodeEntry(encodeEntry(forSomebody))).toEqual(forSomebody);
  expect(decodeEntry(encodeEntry({ ...entry, onBehalfOf: "Tom" }))).toEqual({ ...entry, onBehalfOf: "Tom" });
});

const texts = fc.oneof(fc.string(), fc.uuid(), fc.constantFrom("$", "~", "é", "", "x".repeat(300)));
const listed = fc.oneof(
  fc.tuple(fc.constantFrom("Patient", "Observation", "$", ""), fc.uuid(), fc.constantFrom("/1", "/17", "", "/$")),
  fc.tuple(fc.constant("Patient"), fc.constantFrom("$", "~", "1", ""), fc.constant("/1")),
);
const optional = fc.option(texts, { nil: undefined });
const anyEntry: fc.Arbitrary<LedgerEntry> = fc.record({
  at: fc.oneof(fc.nat(), fc.constantFrom(entry.at, -1, 0.5, 2 ** 50)),
  action: fc.constantFrom("read", "search", "token-refused"),
  actor: fc.record({ kind: fc.constantFrom("person", "client"), id: texts, name: texts, role: optional }),
  why: texts,
  from: optional,
  requestId: optional,
  resources: fc.array(
    listed.map(([type, id, end]) => `${type}/${id}${end}`),
    { maxLength: 50 },
  ),
  count: fc.oneof(fc.nat(60), fc.constantFrom(2 ** 33, -1)),
  detail: optional,
  purpose: optional,
  onBehalfOf: optional,
});

test("every entry comes back as it was", () => {
  fc.assert(
    fc.property(anyEntry, (one) => {
      expect(decodeEntry(encodeEntry(one))).toEqual(one);
    }),
  );
});

test("an entry that was cut short is refused", () => {
  const whole = encodeEntry({ ...entry, count: 7 });
  for (let length = 1; length < whole.length; length += 1)
    expect(() => decodeEntry(whole.subarray(0, length)), String(length)).toThrow();
});

test("an entry takes less than four tenths of its JSON", () => {
  const json = unpackEntry(encodeWhole(entry, entry.resources));
  expect(encodeEntry(entry).length).toBeLessThan(json.length * 0.4);
});

test("any text comes back as it was, with ids or without, and with the sign that stands for them", () => {
  const parts = fc.oneof(fc.uuid(), fc.constantFrom("~", "Observation/", "/1 ", "-", "é", '"'), fc.string());
  fc.assert(
    fc.property(
      fc.array(parts, { maxLength: 40 }).map((all) => `[${all.join("")}`),
      (text) => unpackEntry(packEntry(text)) === text && unpackShape(packShape(text)) === text,
    ),
  );
});

test("an entry of a format that this program doesn't know is refused", () => {
  expect(() => unpackEntry(Buffer.of(9, 1, 2))).toThrow(LedgerError);
});

test("an entry that was written as plain JSON is read still", () => {
  const plain = Buffer.from(unpackEntry(encodeWhole(entry, entry.resources)));
  expect(decodeEntry(plain)).toEqual(entry);
});

// Whoever edits the dictionary makes every entry written before unreadable: these are two of them.
test("entries that were packed before today open", () => {
  const packed = Buffer.from(
    "AgM7z9zIwtzAxMDA0MgYi42maQbJRkmWqbrmiSaGuibJhim6limmprpmiUZphmkmaebJhgZAZUH5xYkKnkmJRUWJZMaYAdgb5lBvmBQCGchONkgySzNNNEjWtUw2TAW6w9hS1yLNIFXXOMkyzTTFKM0i0dwc5i0A",
    "base64",
  );
  expect(decodeEntry(packed)).toEqual(entry);
  const withIds = Buffer.from(
    "AwACXwwrnnpBTB2dVWovH098EAtvWgycHkw5jw47n10vincDO8/cyMLcwMTAwNDIGIuNdUAclF+cqOCZlFhUlEhmdBiA3WgOdaNJIZCB7J46mIMA",
    "base64",
  );
  expect(decodeEntry(withIds)).toEqual(entry);
  const alike = Buffer.from(
    "BAEBnMdPeHsrAV8MK556QUwdnVVqLx9PfBBD919QfnGigmdSYlFRIplehSQfc5xOgtgLAAtvWgycHkw5jw47n10vincGcmVxLTRx",
    "base64",
  );
  expect(decodeEntry(alike)).toEqual(entry);
});

test("a query of any length can be witnessed", () => {
  const detail = `Patient?name=${"x".repeat(2 << 20)}`;
  expect(decodeEntry(encodeEntry({ ...entry, detail })).detail).toBe(detail);
  expect(unpackEntry(packEntry('["' + "y".repeat(9_000) + '"]'))).toHaveLength(9_004);
});
