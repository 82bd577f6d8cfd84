import {
  type FhirResource,
  type JsonObject,
  canonicalText,
  isJsonArray,
  isJsonObject,
} from "../../foundation/fhir/index.ts";

/** First member of what is signed: a signature of something else can't be taken for one of a record. */
export const signedFormat = "wardbook-signature/1";

/**
 * What a signature is made of: the whole record version and the whole Provenance but its id, its meta and the signature's bytes.
 * So a signature can't be moved to another record, version, signer, meaning or time: each of them is in here.
 * @returns UTF-8 of `{"format":…,"provenance":…,"record":…}` in canonical form (see `canonicalText`)
 */
export function signedBytes(record: FhirResource, provenance: FhirResource): Buffer {
  return Buffer.from(canonicalText({ format: signedFormat, provenance: withoutSignature(provenance), record }));
}

function withoutSignature({ id: _id, meta: _meta, ...rest }: FhirResource): JsonObject {
  const signatures = rest["signature"];
  if (!isJsonArray(signatures)) return rest;
  return {
    ...rest,
    signature: signatures.map((one) => {
      if (!isJsonObject(one)) return one;
      const { data: _data, ...said } = one;
      return said;
    }),
  };
}
