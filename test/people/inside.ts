import { type FhirResource, parseResourceText } from "../../src/foundation/fhir/index.ts";

/** The resource in a stored version. */
export function inside({ body }: { readonly body: Buffer }): FhirResource {
  return parseResourceText(body.toString()) as FhirResource;
}
