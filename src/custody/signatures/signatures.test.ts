import { createPublicKey, verify } from "node:crypto";
import { expect, test } from "vitest";
import { type FhirResource, isJsonArray, isJsonObject, parseResourceText } from "../../foundation/fhir/index.ts";
import { type Meaning, meaningWords, meanings } from "./meaning.ts";
import type { Signer } from "./provenance.ts";
import { signRecord } from "./sign-record.ts";
import { longestUseMilliseconds, makeSignatureKey } from "./signature-key.ts";
import { formatSignedRecord, parseKeyHistory, parseSignedRecord } from "./signed-record.ts";
import { verifySignature } from "./verify-signature.ts";

const madeAt = Date.UTC(2026, 2, 7, 9);
const at = madeAt + 60_000;
const key = await makeSignatureKey(madeAt);
const history = { keys: [key.publicKey] };
const signer: Signer = {
  id: "0b5c1d9e-6c55-4d8e-9d43-3f3a5a1f0001",
  name: "Dr Amara Osei",
  practitioner: "Practitioner/0f0e0d0c-0b0a-4908-8706-050403020100",
};

const record = parseResourceText(`{
  "resourceType": "Observation", "id": "5f1c2f2e-55c1-4df5-a3a3-0d5b9d1c0009",
  "meta": { "versionId": "2", "lastUpdated": "2026-03-07T09:00:59.000Z" },
  "status": "final", "code": { "text": "Body weight" },
  "subject": { "reference": "Patient/7a1c2f2e-55c1-4df5-a3a3-0d5b9d1c0001" },
  "valueQuantity": { "value": 71.50, "unit": "kg" }
}`) as FhirResource;

const signed = (meaning: Meaning = "authorship", more: { record?: FhirResource; at?: number } = {}) =>
  signRecord(key, { record, signer, meaning, at, ...more });

/** A copy in which one text stands for another. */
function withText(resource: FhirResource, found: string, instead: string): FhirResource {
  const text = JSON.stringify(resource);
  expect(text).toContain(found);
  return parseResourceText(text.replaceAll(found, instead)) as FhirResource;
}

const provenance = await signed();

test.for(meanings)("a signature that means %s says by whom, when, on what, and holds", async (meaning) => {
  const made = await signed(meaning);
  const { code, display } = meaningWords[meaning];
  expect(made).toMatchObject({
    resourceType: "Provenance",
    target: [
      { reference: "Observation/5f1c2f2e-55c1-4df5-a3a3-0d5b9d1c0009/_history/2" },
      { reference: "Patient/7a1c2f2e-55c1-4df5-a3a3-0d5b9d1c0001" },
    ],
    recorded: "2026-03-07T09:01:00.000Z",
    signature: [
      {
        type: [{ system: "urn:iso-astm:E1762-95:2013", code, display }],
        when: "2026-03-07T09:01:00.000Z",
        who: { reference: signer.practitioner, display: "Dr Amara Osei" },
        sigFormat: "application/jose",
      },
    ],
  });
  expect(await verifySignature(record, made, history)).toEqual({
    kind: "valid",
    manifest: {
      signer: { id: signer.id, name: signer.name },
      when: "2026-03-07T09:01:00.000Z",
      meaning,
      target: "Observation/5f1c2f2e-55c1-4df5-a3a3-0d5b9d1c0009/_history/2",
      kid: key.publicKey.kid,
    },
  });
});

test("a signature needs no part of this program to be checked", async () => {
  const [signature] = isJsonArray(provenance["signature"]) ? provenance["signature"] : [];
  const { data = "", ...said } = isJsonObject(signature) ? signature : {};
  const [header, , bytes] = Buffer.from(String(data), "base64").toString().split(".");
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted)
      : typeof value === "object" && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([name, member]) => [name, sorted(member)]),
          )
        : value;
  const text = JSON.stringify(
    sorted({
      format: "wardbook-signature/1",
      provenance: { ...provenance, signature: [said] },
      record: { ...record, valueQuantity: { unit: "kg", value: "digits" } },
    }),
  ).replace('"digits"', "71.50");
  const input = `${header}.${Buffer.from(text).toString("base64url")}`;
  const { x, y } = key.publicKey;
  const publicKey = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
  expect(
    verify(
      "sha256",
      Buffer.from(input),
      { key: publicKey, dsaEncoding: "ieee-p1363" },
      Buffer.from(bytes ?? "", "base64url"),
    ),
  ).toBe(true);
});

test("spaces and the order of members are no part of what is signed", async () => {
  const { status, ...rest } = record;
  const rearranged = parseResourceText(JSON.stringify({ ...rest, status }, undefined, 3)) as FhirResource;
  expect(await verifySignature(rearranged, provenance, history)).toMatchObject({ kind: "valid" });
});

test("every changed letter of the record breaks it, a digit at the end of a decimal too", async () => {
  expect(await verifySignature(withText(record, "71.50", "71.5"), provenance, history)).toMatchObject({
    fault: "not-as-signed",
  });
  const text = JSON.stringify(record);
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index] ?? "";
    if (!/[A-Za-z0-9]/.test(letter)) continue;
    const other = letter === "8" ? "9" : /\d/.test(letter) ? "8" : letter === "x" ? "y" : "x";
    let changed: FhirResource;
    try {
      changed = parseResourceText(text.slice(0, index) + other + text.slice(index + 1)) as FhirResource;
    } catch {
      continue;
    }
    expect((await verifySignature(changed, provenance, history)).kind, `letter ${index}`).toBe("broken");
  }
});

test.for([
  ["another record", "5f1c2f2e-55c1-4df5-a3a3-0d5b9d1c0009", "5f1c2f2e-55c1-4df5-a3a3-0d5b9d1c000a"],
  ["another version", "_history/2", "_history/3"],
  ["another patient", "7a1c2f2e", "7a1c2f2f"],
  ["another signer", signer.id, "0b5c1d9e-6c55-4d8e-9d43-3f3a5a1f0002"],
  ["another name", "Dr Amara Osei", "Dr Lee Marsh"],
  ["another directory entry", "0f0e0d0c", "0f0e0d0d"],
  ["another meaning", meaningWords.authorship.code, meaningWords.approval.code],
  ["another word for its meaning", meaningWords.authorship.display, meaningWords.approval.display],
  ["another role", '"author"', '"verifier"'],
  ["another time", "2026-03-07T09:01:00.000Z", "2026-03-07T09:01:01.000Z"],
])("a signature that is moved to %s is broken", async ([, found = "", instead = ""]) => {
  const moved = withText(provenance, found, instead);
  // The record goes along where it can: its own id, version and patient are what the signature is then about.
  const there = JSON.stringify(record).includes(found) ? withText(record, found, instead) : record;
  for (const one of [record, there])
    expect(await verifySignature(one, moved, history)).toMatchObject({ kind: "broken" });
  expect((await verifySignature(there, moved, history)).kind).toBe("broken");
});

test("a signature of one version, put beside another, is told as one of another record", async () => {
  const next = { ...record, meta: { ...record.meta, versionId: "3" } };
  expect(await verifySignature(next, provenance, history)).toMatchObject({ fault: "another-record" });
});

test("a signature under a key that nobody published, or under another's name, is broken", async () => {
  const stranger = await makeSignatureKey(madeAt);
  const made = await signRecord(stranger, { record, signer, meaning: "authorship", at });
  expect(await verifySignature(record, made, history)).toMatchObject({ fault: "unknown-key" });
  for (const publicKey of [
    { ...key.publicKey, kid: stranger.publicKey.kid },
    // A key that takes the name of one that somebody knows.
    { ...stranger.publicKey, kid: key.publicKey.kid },
  ]) {
    const renamed = { publicKey, privateKey: stranger.privateKey };
    const forged = await signRecord(renamed, { record, signer, meaning: "authorship", at });
    expect(await verifySignature(record, forged, { keys: [publicKey] })).toMatchObject({ fault: "unknown-key" });
  }
});

test("a signature outside its key's time is broken: before it, at its end and after", async () => {
  for (const [when, kind] of [
    [madeAt - 1, "broken"],
    [madeAt, "valid"],
    [madeAt + longestUseMilliseconds - 1, "valid"],
    [madeAt + longestUseMilliseconds, "broken"],
  ] as const) {
    const made = await signed("authorship", { at: when });
    expect((await verifySignature(record, made, history)).kind, String(when)).toBe(kind);
  }
  const retired = { keys: [{ ...key.publicKey, exp: at / 1000 }] };
  expect(await verifySignature(record, provenance, retired)).toMatchObject({ fault: "key-not-valid-then" });
});

test("a retired key signs nothing", async () => {
  await expect(
    signRecord({ ...key, privateKey: undefined }, { record, signer, meaning: "review", at }),
  ).rejects.toThrow("a retired key signs nothing");
});

test("what has no id and version is not signed", async () => {
  const { id: _, ...unnamed } = record;
  await expect(signed("authorship", { record: unnamed })).rejects.toMatchObject({ code: "signatures/unnamed-record" });
});

test("what is no signature of ours, or has two, is told apart", async () => {
  const [signature = {}] = isJsonArray(provenance["signature"]) ? provenance["signature"] : [];
  for (const other of [
    { resourceType: "Provenance" },
    { ...provenance, signature: [] },
    { ...provenance, signature: [signature, signature] },
    { ...provenance, signature: [{ ...(isJsonObject(signature) ? signature : {}), sigFormat: "application/pkcs7" }] },
    { ...provenance, signature: [{ ...(isJsonObject(signature) ? signature : {}), data: "bm90IGEgSldT" }] },
  ])
    expect(await verifySignature(record, other, history)).toMatchObject({ kind: "broken", fault: "not-ours" });
});

test("a file with a signed record reads back whole, digits too", async () => {
  const text = formatSignedRecord({ record, signatures: [provenance], history });
  expect(text).toContain("71.50");
  const read = parseSignedRecord(text);
  expect(await verifySignature(read.record, read.signatures[0] ?? record, read.history)).toMatchObject({
    kind: "valid",
  });
  expect(parseKeyHistory(JSON.stringify(history))).toEqual(history);
});

test.for(["", "[]", "{}", "null", '{"format":"wardbook-signed-record/1"}', '{"keys":[{}]}'])(
  "what is no such file is refused: %s",
  (text) => {
    expect(() => parseSignedRecord(text)).toThrow(expect.objectContaining({ code: "signatures/malformed-file" }));
  },
);
