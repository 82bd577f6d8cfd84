import { FlattenedSign, importJWK } from "jose";
import { type FhirResource, isJsonArray, isJsonObject } from "../../foundation/fhir/index.ts";
import { type Signing, provenanceOf } from "./provenance.ts";
import { type SignatureKey, signatureAlgorithm } from "./signature-key.ts";
import { signedBytes } from "./signed-text.ts";

/** Says what kind of JWS this is: a key's signature for another purpose is refused. Source: RFC 8725 §3.11. */
export const signatureKind = "wardbook-signature+jws";

/** Signs a record version. @returns the Provenance, with a detached JWS (RFC 7515, appendix F) in `signature[0].data`
 *  @throws SignaturesError `signatures/unnamed-record` */
export async function signRecord({ publicKey, privateKey }: SignatureKey, signing: Signing): Promise<FhirResource> {
  if (privateKey === undefined) throw new TypeError("a retired key signs nothing");
  const provenance = provenanceOf(signing);
  const jws = await new FlattenedSign(signedBytes(signing.record, provenance))
    .setProtectedHeader({ alg: signatureAlgorithm, kid: publicKey.kid, typ: signatureKind })
    .sign(await importJWK(privateKey, signatureAlgorithm));
  return withData(provenance, Buffer.from(`${jws.protected}..${jws.signature}`).toString("base64"));
}

function withData(provenance: FhirResource, data: string): FhirResource {
  const { signature } = provenance;
  const [only] = isJsonArray(signature) ? signature : [];
  return { ...provenance, signature: [{ ...(isJsonObject(only) ? only : {}), data }] };
}
