import { type JsonValue, objectsIn, objectIn, textIn } from "../../foundation/fhir/index.ts";

/** The code of a CodeableConcept in one system. */
export function codeIn(concept: JsonValue | undefined, system: string): string | undefined {
  const coding = objectsIn(objectIn(concept)?.["coding"]).find((one) => one["system"] === system);
  return textIn(coding?.["code"]);
}
