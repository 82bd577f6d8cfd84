import { ChartError, type ProposedChange, type WriteRules } from "../../custody/chart/index.ts";
import {
  type FhirResource,
  type JsonObject,
  hasCode,
  identifiersIn,
  isJsonObject,
  objectsIn,
  textIn,
} from "../../foundation/fhir/index.ts";

/** `Questionnaire.useContext` of a template of notes, and `Basic.code` of a snippet. */
const noteTemplateCode = { system: "urn:wardbook:questionnaire", code: "note-template" } as const;
const snippetCode = { system: "urn:wardbook:basic", code: "snippet" } as const;
/** Whose a snippet is: a person's id, or everybody's. */
const snippetsOf = "urn:wardbook:snippets-of";
const everybody = "organisation";

const snippetTextUrl = "urn:wardbook:snippet-text";
const abbreviationPattern = /^[\p{L}\d][\p{L}\d-]{0,23}$/u;

const most = { title: 80, headings: 40, heading: 200, snippet: 5_000 };

/** R4's search by `code` is about items: what a form is for stands in `useContext`. */
export function isNoteTemplate(resource: FhirResource | undefined): boolean {
  return objectsIn(resource?.["useContext"]).some(({ valueCodeableConcept }) =>
    hasCode(valueCodeableConcept, noteTemplateCode.system, noteTemplateCode.code),
  );
}

function isEverybodys(resource: FhirResource | undefined): boolean {
  return (
    resource !== undefined &&
    hasCode(resource["code"], snippetCode.system, snippetCode.code) &&
    identifiersIn(resource, snippetsOf).includes(everybody)
  );
}

function expectAllowed({ caller, action }: ProposedChange, what: string): void {
  // What is imported is history, kept as it was told.
  if (action === "import" || caller.permissions.has("templates.manage")) return;
  throw new ChartError("chart/not-permitted", `only those whose role changes templates may change ${what}`);
}

function against(path: string, message: string, of = "Questionnaire"): ChartError {
  return new ChartError("chart/against-rule", message, { path: `${of}.${path}` });
}

const isText = (text: string | undefined, longest: number) =>
  text !== undefined && text.trim() !== "" && text.length <= longest && !/[\p{Cc}\p{Cs}]/u.test(text);

function expectTemplate(next: FhirResource): void {
  if (!isText(textIn(next["title"]), most.title))
    throw against("title", `a template has a name of 1 to ${most.title} letters`);
  const items = objectsIn(next["item"]);
  if (items.length === 0 || items.length > most.headings)
    throw against("item", `a template has 1 to ${most.headings} headings`);
  const wrong = items.findIndex((item: JsonObject) => !isText(textIn(item["text"]), most.heading));
  if (wrong >= 0) throw against(`item[${wrong}].text`, `a heading is one line of 1 to ${most.heading} letters`);
}

/** A snippet that everybody has is about nobody: whoever keeps it needn't see patients. Taken out, it has no text. */
function expectSnippet(next: FhirResource): void {
  const faulty = (path: string, message: string) => against(path, message, "Basic");
  for (const path of ["subject", "author"] as const)
    if (next[path] !== undefined) throw faulty(path, "a snippet of everybody's is about nobody");
  const code = next["code"];
  const letters = code !== undefined && isJsonObject(code) ? textIn(code["text"]) : undefined;
  if (letters === undefined || !abbreviationPattern.test(letters))
    throw faulty("code.text", "a snippet has 1 to 24 letters and digits");
  const { valueString } = objectsIn(next["extension"]).find(({ url }) => url === snippetTextUrl) ?? {};
  const text = textIn(valueString);
  if (text !== undefined && (text.trim() === "" || text.length > most.snippet))
    throw faulty("extension", `a snippet's text has 1 to ${most.snippet} letters`);
}

/** Templates of notes and everybody's snippets: changed by few, and never about a patient. A template isn't deleted, for notes name its
 *  versions: it is retired. */
export const templateRules: WriteRules = {
  async Questionnaire(change) {
    const { previous, next, action } = change;
    if (!isNoteTemplate(previous) && !isNoteTemplate(next)) return {};
    expectAllowed(change, "templates of notes");
    if (action === "import") return {};
    if (next === undefined) throw against("status", "notes name its versions: retire it instead");
    if (!isNoteTemplate(next)) throw against("useContext", "a template of notes stays one");
    expectTemplate(next);
    const version = 1 + (Number(textIn(previous?.["version"])) || 0);
    return { resource: { ...next, version: String(version) } };
  },
  async Basic(change) {
    const { previous, next, action } = change;
    if (!isEverybodys(previous) && !isEverybodys(next)) return {};
    expectAllowed(change, "everybody's snippets");
    if (action !== "import" && next !== undefined && isEverybodys(next)) expectSnippet(next);
    return {};
  },
};
