import { CodedError } from "../kernel/index.ts";

/** What can be wrong with a resource's text, before its content is looked at. */
export type FhirErrorCode =
  | "fhir/malformed-json"
  | "fhir/duplicate-property"
  | "fhir/too-deep"
  | "fhir/unknown-resource-type"
  | "fhir/unknown-type-number";

/** A refusal by the FHIR language layer. Messages name places, never content. */
export class FhirError extends CodedError<FhirErrorCode> {}
