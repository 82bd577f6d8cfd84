import {
  FhirError,
  type FhirResource,
  type JsonObject,
  type JsonValue,
  isJsonArray,
  isJsonObject,
  parseResourceText,
} from "../../foundation/fhir/index.ts";
import type { KeyHistory, PublicSignatureKey } from "./signature-key.ts";
import { SignaturesError } from "./signatures-error.ts";

/** First member of the file, so that nothing else is taken for one. */
export const signedRecordFormat = "wardbook-signed-record/1";

/** A record version, the signatures on it and the keys that they are checked with: all that it takes, without a network. */
export interface SignedRecord {
  readonly record: FhirResource;
  /** Provenances. */
  readonly signatures: readonly FhirResource[];
  readonly history: KeyHistory;
}

/** The file: JSON in which numbers have the digits that they are stored with. */
export function formatSignedRecord({ record, signatures, history }: SignedRecord): string {
  return `${JSON.stringify({ format: signedRecordFormat, record, signatures, keys: history.keys }, undefined, 2)}\n`;
}

/** @throws SignaturesError `signatures/malformed-file` */
export function parseSignedRecord(text: string): SignedRecord {
  const file = parsed(text);
  const { format, record, signatures, keys } = file;
  if (format !== signedRecordFormat || !isResource(record) || !isJsonArray(signatures) || keys === undefined)
    throw malformed("it is no file with a signed record");
  const provenances = signatures.filter((one) => isResource(one));
  if (provenances.length !== signatures.length) throw malformed("something among its signatures is none");
  return { record, signatures: provenances, history: { keys: keysIn(keys) } };
}

/** A JWK set, as it is published. @throws SignaturesError `signatures/malformed-file` */
export function parseKeyHistory(text: string): KeyHistory {
  const { keys } = parsed(text);
  if (keys === undefined) throw malformed("it is no set of keys");
  return { keys: keysIn(keys) };
}

function parsed(text: string): JsonObject {
  try {
    const value = parseResourceText(text);
    if (isJsonObject(value)) return value;
  } catch (error) {
    if (!(error instanceof FhirError)) throw error;
    throw malformed(error.message, error);
  }
  throw malformed("it is no JSON object");
}

function keysIn(value: JsonValue): readonly PublicSignatureKey[] {
  const keys = isJsonArray(value) ? value : [];
  return keys.map((key) => {
    const { kty, crv, x, y, alg, use, kid, nbf, exp } = isJsonObject(key) ? key : {};
    if (kty !== "EC" || crv !== "P-256" || alg !== "ES256" || use !== "sig") throw malformed("one of its keys is none");
    if (typeof x !== "string" || typeof y !== "string" || typeof kid !== "string")
      throw malformed("one of its keys lacks a part");
    if (typeof nbf !== "number" || typeof exp !== "number") throw malformed("one of its keys has no time");
    return { kty, crv, x, y, alg, use, kid, nbf, exp };
  });
}

function isResource(value: JsonValue | undefined): value is FhirResource {
  return isJsonObject(value) && typeof value["resourceType"] === "string";
}

function malformed(why: string, cause?: unknown): SignaturesError {
  return new SignaturesError("signatures/malformed-file", why, { cause });
}
