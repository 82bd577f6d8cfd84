import type { Notebook } from "./notebook.ts";

const tokens = /"(?:access_token|refresh_token|id_token|client_secret|secret)":"([^"\\]{16,})"/g;
const people = new Set(["Patient", "RelatedPerson"]);

/** Notes what an answer gives out: tokens, and what identifies patients or was written about them. */
export function harvest(answer: string, notebook: Pick<Notebook, "mind">): void {
  for (const [, token = ""] of answer.matchAll(tokens)) notebook.mind("secret", token);
  if (!/"resourceType":"(?:Patient|RelatedPerson|DocumentReference)"/.test(answer)) return;
  try {
    mindPatients(JSON.parse(answer), notebook);
  } catch {
    // Not every answer of FHIR is one document: a stream of lines isn't.
  }
}

/** Notes the names, birth dates, identifiers and notes in a resource or bundle, however deep. */
export function mindPatients(value: unknown, notebook: Pick<Notebook, "mind">): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) mindPatients(item, notebook);
    return;
  }
  const resource = value as Record<string, unknown>;
  if (people.has(String(resource["resourceType"]))) {
    for (const text of textsAt(resource, ["name"], ["family", "given", "text"])) notebook.mind("patient", text);
    for (const text of textsAt(resource, ["identifier", "telecom"], ["value"])) notebook.mind("patient", text);
    for (const text of textsAt(resource, ["address"], ["line", "text"])) notebook.mind("patient", text);
    if (typeof resource["birthDate"] === "string") notebook.mind("patient", resource["birthDate"]);
  } else if (resource["resourceType"] === "DocumentReference") {
    for (const content of itemsOf(resource["content"]))
      for (const text of textsAt(content, ["attachment"], ["data"])) {
        notebook.mind("patient", Buffer.from(text, "base64").toString());
      }
  } else if ("entry" in resource) {
    for (const { resource: entry } of itemsOf(resource["entry"])) mindPatients(entry, notebook);
  }
}

function itemsOf(value: unknown): Record<string, unknown>[] {
  return [value].flat().filter((item): item is Record<string, unknown> => typeof item === "object" && item !== null);
}

function textsAt(value: Record<string, unknown>, lists: readonly string[], fields: readonly string[]): string[] {
  return lists
    .flatMap((list) => itemsOf(value[list]))
    .flatMap((item) => fields.flatMap((field) => [item[field]].flat()))
    .filter((text) => typeof text === "string");
}
