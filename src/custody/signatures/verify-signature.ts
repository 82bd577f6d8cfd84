import { calculateJwkThumbprint, decodeProtectedHeader, errors, flattenedVerify, importJWK } from "jose";
import {
  type FhirResource,
  type JsonObject,
  type JsonValue,
  isJsonArray,
  isJsonObject,
} from "../../foundation/fhir/index.ts";
import { type Meaning, meaningOfCode, signatureTypeSystem } from "./meaning.ts";
import { signatureFormat, versionReference } from "./provenance.ts";
import { signatureKind } from "./sign-record.ts";
import { type KeyHistory, type PublicSignatureKey, isValidAt, signatureAlgorithm } from "./signature-key.ts";
import { signedBytes } from "./signed-text.ts";

/** What 21 CFR 11.50(a) wants to be seen: the printed name, date and time, and meaning; and which version it is about. */
export interface Manifest {
  readonly signer: { readonly id: string; readonly name: string };
  /** Instant with its zone, as it was signed: "2026-03-07T09:00:00.000Z". */
  readonly when: string;
  readonly meaning: Meaning;
  /** "DocumentReference/<id>/_history/1". */
  readonly target: string;
  readonly kid: string;
}

export type SignatureFault =
  /** No signature of this kind: another system's, or a part of it is missing. */
  | "not-ours"
  /** It is about another record, or another version. */
  | "another-record"
  | "unknown-key"
  /** The key wasn't valid at the time that the signature states. */
  | "key-not-valid-then"
  /** The record, the signer, the meaning, the time or the signature itself was changed. */
  | "not-as-signed";

export type Verdict =
  | { readonly kind: "valid"; readonly manifest: Manifest }
  /** @property manifest what it claims, where it can be read: never to be shown as true */
  | { readonly kind: "broken"; readonly fault: SignatureFault; readonly manifest: Manifest | undefined };

/** Whether it claims to be a signature of this kind, whoever's key it names. */
export function claimsToBeOurs(provenance: FhirResource): boolean {
  return readSignature(provenance) !== undefined;
}

/** Whether this signature is one of exactly this record version, under one of these keys in its time. Needs nothing else. */
export async function verifySignature(
  record: FhirResource,
  provenance: FhirResource,
  { keys }: KeyHistory,
): Promise<Verdict> {
  const read = readSignature(provenance);
  if (read === undefined) return { kind: "broken", fault: "not-ours", manifest: undefined };
  const { manifest, protectedHeader, signature } = read;
  const broken = (fault: SignatureFault): Verdict => ({ kind: "broken", fault, manifest });
  if (manifest.target !== targetOf(record)) return broken("another-record");
  const key = keys.find(({ kid }) => kid === manifest.kid);
  // The name is the key's own thumbprint: who compares names, compares keys.
  if (key === undefined || (await thumbprintOf(key)) !== key.kid) return broken("unknown-key");
  try {
    const payload = signedBytes(record, provenance).toString("base64url");
    const { kty, crv, x, y } = key;
    await flattenedVerify(
      { protected: protectedHeader, payload, signature },
      await importJWK({ kty, crv, x, y }, signatureAlgorithm),
      { algorithms: [signatureAlgorithm] },
    );
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException)
      return broken("not-as-signed");
    throw error;
  }
  return isValidAt(key, Date.parse(manifest.when)) ? { kind: "valid", manifest } : broken("key-not-valid-then");
}

async function thumbprintOf({ kty, crv, x, y }: PublicSignatureKey): Promise<string> {
  return calculateJwkThumbprint({ kty, crv, x, y });
}

function targetOf(record: FhirResource): string | undefined {
  return record.id === undefined || record.meta?.versionId === undefined ? undefined : versionReference(record);
}

interface ReadSignature {
  readonly manifest: Manifest;
  readonly protectedHeader: string;
  readonly signature: string;
}

const compact = /^([A-Za-z0-9_-]+)\.\.([A-Za-z0-9_-]+)$/;

/** What the Provenance says; undefined where it is none of ours. */
function readSignature({ resourceType, target, signature }: FhirResource): ReadSignature | undefined {
  const [signed, ...others] = objects(signature);
  if (resourceType !== "Provenance" || signed === undefined || others.length > 0) return undefined;
  const { type, when, who, sigFormat, data } = signed;
  const [said] = objects(type);
  const meaning = said?.["system"] === signatureTypeSystem ? meaningOfCode(said["code"]) : undefined;
  const [reference, id, name] = [textAt(objects(target)[0], "reference"), idOf(who), textAt(who, "display")];
  const [, protectedHeader, bytes] = compact.exec(decoded(data)) ?? [];
  const kid = protectedHeader === undefined ? undefined : kidOf(protectedHeader);
  if (sigFormat !== signatureFormat || typeof when !== "string" || Number.isNaN(Date.parse(when))) return undefined;
  if (meaning === undefined || reference === undefined || id === undefined || name === undefined) return undefined;
  if (protectedHeader === undefined || bytes === undefined || kid === undefined) return undefined;
  return {
    manifest: { signer: { id, name }, when, meaning, target: reference, kid },
    protectedHeader,
    signature: bytes,
  };
}

function kidOf(protectedHeader: string): string | undefined {
  try {
    const { kid, typ } = decodeProtectedHeader({ protected: protectedHeader });
    return typ === signatureKind ? kid : undefined;
  } catch {
    return undefined;
  }
}

function objects(value: JsonValue | undefined): readonly JsonObject[] {
  return isJsonArray(value) ? value.filter((one) => isJsonObject(one)) : [];
}

function textAt(value: JsonValue | undefined, name: string): string | undefined {
  const text = isJsonObject(value) ? value[name] : undefined;
  return typeof text === "string" ? text : undefined;
}

function idOf(who: JsonValue | undefined): string | undefined {
  return isJsonObject(who) ? /^urn:uuid:(.+)$/.exec(textAt(who["identifier"], "value") ?? "")?.[1] : undefined;
}

function decoded(data: JsonValue | undefined): string {
  return typeof data === "string" ? Buffer.from(data, "base64").toString("latin1") : "";
}
