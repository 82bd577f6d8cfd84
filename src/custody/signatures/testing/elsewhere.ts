import { flattenedVerify, importJWK } from "jose";
import { expect } from "vitest";
import type { JsonObject } from "../../../foundation/fhir/index.ts";
import type { SignedRecord } from "../signed-record.ts";

/**
 * Checks a signed record as somebody elsewhere would: with a JOSE library, a sort of members and the public keys, and no code of ours.
 * Each changed byte of it must fail, and so must the signature when somebody else, or another meaning, is put into it.
 */
export async function expectCheckedElsewhere({ record, signatures, history }: SignedRecord): Promise<void> {
  const [provenance = record] = signatures;
  const {
    id: _id,
    meta: _meta,
    ...said
  } = JSON.parse(JSON.stringify(provenance)) as JsonObject & {
    readonly signature: readonly [{ readonly data: string }];
  };
  const [{ data, ...signature }] = said.signature;
  const [header = "", , bytes = ""] = Buffer.from(data, "base64").toString().split(".");
  const { kid } = JSON.parse(Buffer.from(header, "base64url").toString()) as { readonly kid: string };
  const key = history.keys.find((one) => one.kid === kid);
  const publicKey = await importJWK({ kty: "EC", crv: "P-256", x: key?.x ?? "", y: key?.y ?? "" }, "ES256");
  const text = sorted({ format: "wardbook-signature/1", provenance: { ...said, signature: [signature] }, record });
  const holds = (of: Buffer) =>
    flattenedVerify({ protected: header, payload: of.toString("base64url"), signature: bytes }, publicKey).then(
      () => true,
      () => false,
    );
  const whole = Buffer.from(text);
  expect(await holds(whole)).toBe(true);
  for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 40)) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(await holds(changed), `byte ${at}`).toBe(false);
  }
  const name = String((provenance["agent"] as unknown as readonly [{ who: { display: string } }])[0].who.display);
  expect(await holds(Buffer.from(text.replaceAll(name, "Somebody Else")))).toBe(false);
  expect(await holds(Buffer.from(text.replaceAll(String(record.id), "0b5c1d9e-6c55-4d8e-9d43-3f3a5a1f0009")))).toBe(
    false,
  );
}

/** Canonical for what holds no numbers but whole ones. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, one]) => one !== undefined);
  const named = members.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${named.map(([name, one]) => `${JSON.stringify(name)}:${sorted(one)}`).join(",")}}`;
}
