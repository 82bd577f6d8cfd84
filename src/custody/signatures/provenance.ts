import { type FhirResource, type JsonObject, subjectPatientOf } from "../../foundation/fhir/index.ts";
import { type Meaning, meaningWords, participantSystem, signatureTypeSystem } from "./meaning.ts";
import { SignaturesError } from "./signatures-error.ts";

/** Who signs: an account, with the name at that time. */
export interface Signer {
  /** The person's UUID. No UUID is ever given to somebody else. */
  readonly id: string;
  /** As it is printed: "Dr Amara Osei". */
  readonly name: string;
  /** FHIR reference of the directory entry, where there is one. */
  readonly practitioner?: string | undefined;
}

/** One act of signing. */
export interface Signing {
  /** The version as it is stored, with its id and versionId. */
  readonly record: FhirResource;
  readonly signer: Signer;
  readonly meaning: Meaning;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export const targetFormat = "application/fhir+json";
export const signatureFormat = "application/jose";

/** "DocumentReference/<id>/_history/1": the version that is signed. @throws SignaturesError `signatures/unnamed-record` */
export function versionReference({ resourceType, id, meta }: FhirResource): string {
  const version = meta?.versionId;
  if (id === undefined || version === undefined)
    throw new SignaturesError("signatures/unnamed-record", "only a version that has an id can be signed");
  return `${resourceType}/${id}/_history/${version}`;
}

function whoOf({ id, name, practitioner }: Signer): JsonObject {
  return {
    ...(practitioner === undefined ? {} : { reference: practitioner }),
    identifier: { system: "urn:ietf:rfc:3986", value: `urn:uuid:${id}` },
    display: name,
  };
}

/** The Provenance of a signature, still without the signature's bytes. The patient is its second target, so that it is in the
 *  patient's compartment and sealed under the patient's key as the record is. */
export function provenanceOf({ record, signer, meaning, at }: Signing): FhirResource {
  const { code, display, participant } = meaningWords[meaning];
  const patient = subjectPatientOf(record);
  const when = new Date(at).toISOString();
  const who = whoOf(signer);
  const security = record.meta?.["security"];
  return {
    resourceType: "Provenance",
    // Whoever mayn't see a sensitive record mayn't learn either that somebody signed one.
    ...(security === undefined ? {} : { meta: { security } }),
    target: [
      { reference: versionReference(record) },
      ...(patient === undefined ? [] : [{ reference: `Patient/${patient}` }]),
    ],
    recorded: when,
    agent: [{ type: { coding: [{ system: participantSystem, code: participant }] }, who }],
    signature: [
      {
        type: [{ system: signatureTypeSystem, code, display }],
        when,
        who,
        targetFormat,
        sigFormat: signatureFormat,
      },
    ],
  };
}
