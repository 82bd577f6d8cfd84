import type { CodeableConcept, Reference } from "./fhir-types.ts";

/** What people read of a coded value: its text, else the display of a coding, else the code itself. */
export function conceptText(concept: CodeableConcept | undefined): string | undefined {
  if (concept === undefined) return undefined;
  if (concept.text !== undefined && concept.text !== "") return concept.text;
  const shown = concept.coding?.find((coding) => coding.display !== undefined && coding.display !== "");
  return shown?.display ?? concept.coding?.find((coding) => coding.code !== undefined)?.code;
}

/** SNOMED CT's semantic tag ("(disorder)") says what kind of thing a code is: software wants it, readers don't. */
export function withoutSemanticTag(text: string): string {
  return text.replace(
    / \((?:disorder|finding|procedure|situation|event|regime\/therapy|substance|product|body structure|observable entity|physical object|person)\)$/,
    "",
  );
}

/** The concept's words for a heading: no semantic tag. */
export function conceptTitle(concept: CodeableConcept | undefined): string | undefined {
  const text = conceptText(concept);
  return text === undefined ? undefined : withoutSemanticTag(text);
}

/** Whether any coding carries that code, whatever its system. */
export function hasCode(concept: CodeableConcept | undefined, ...codes: readonly string[]): boolean {
  return concept?.coding?.some((coding) => coding.code !== undefined && codes.includes(coding.code)) ?? false;
}

/** The first code, for comparing statuses. */
export function firstCode(concept: CodeableConcept | undefined): string | undefined {
  return concept?.coding?.find((coding) => coding.code !== undefined)?.code;
}

/** `Patient/123` → `123`, also from `Patient/123/_history/2` and an absolute URL. */
export function referenceId(reference: Reference | undefined): string | undefined {
  const match = /(?:^|\/)[A-Z][A-Za-z]+\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]+)?$/.exec(reference?.reference ?? "");
  return match?.[1];
}
