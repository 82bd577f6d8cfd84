import { type FhirResource, type JsonValue, objectsIn, objectIn, textIn } from "../../foundation/fhir/index.ts";

/** The id of a reference to what is here: of "Patient/…" and with a version. */
export function idIn(value: JsonValue | undefined, type: string): string | undefined {
  const [kind, id] = textIn(objectIn(value)?.["reference"])?.split("/") ?? [];
  return kind === type ? id : undefined;
}

export function codeIn(resource: FhirResource, element: string, system: string): string | undefined {
  const codings = objectsIn(resource[element]).flatMap((concept) => objectsIn(concept["coding"]));
  return textIn(codings.find((coding) => coding["system"] === system)?.["code"]);
}
