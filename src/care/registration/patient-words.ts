import { type FhirResource, objectsIn, textIn, textsIn } from "../../foundation/fhir/index.ts";

/** "Nora Halloran": the official name, else the first that isn't old; undefined where none is recorded or shown. */
export function nameOf(patient: FhirResource): string | undefined {
  const names = objectsIn(patient["name"]);
  const name =
    names.find(({ use }) => use === "official") ??
    names.find(({ use }) => use !== "old" && use !== "maiden") ??
    names[0];
  if (name === undefined) return undefined;
  const parts = [...textsIn(name["given"]), textIn(name["family"])].filter((part) => part !== undefined);
  return parts.length === 0 ? textIn(name["text"]) : parts.join(" ");
}

function isRecordNumber(type: unknown): boolean {
  return JSON.stringify(type ?? null).includes('"code":"MR"');
}

/** The number that staff know a patient by. */
export function numberOf(patient: FhirResource): string | undefined {
  const current = objectsIn(patient["identifier"]).filter(
    ({ use, value }) => use !== "old" && typeof value === "string",
  );
  return textIn((current.find(({ type }) => isRecordNumber(type)) ?? current[0])?.["value"]);
}
