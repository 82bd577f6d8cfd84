import {
  type FhirResource,
  type JsonObject,
  type JsonValue,
  objectsIn,
  objectIn,
  textIn,
} from "../../foundation/fhir/index.ts";

/** The id of a reference to what is here: of "Patient/…" and with a version. */
export function idIn(value: JsonValue | undefined, type: string): string | undefined {
  const [kind, id] = textIn(objectIn(value)?.["reference"])?.split("/") ?? [];
  return kind === type ? id : undefined;
}

/** The codings of one system, in however many concepts. */
export function codingsIn(resource: FhirResource, element: string, system: string): readonly JsonObject[] {
  return objectsIn(resource[element])
    .flatMap((concept) => objectsIn(concept["coding"]))
    .filter((coding) => coding["system"] === system);
}

export function codeIn(resource: FhirResource, element: string, system: string): string | undefined {
  return textIn(codingsIn(resource, element, system)[0]?.["code"]);
}
