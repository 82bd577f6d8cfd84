import {
  type ElementRule,
  type FhirResource,
  type JsonObject,
  type JsonValue,
  type Node,
  findNode,
  isJsonArray,
  isJsonObject,
  numericValue,
  parseReference,
} from "../../../foundation/fhir/index.ts";
import { classOfElement, classOfType } from "../classification/class-of-element.ts";
import { scrubText } from "../scrubbing/scrub-text.ts";
import { deidentifyCountry, deidentifyState, deidentifyZip } from "./addresses.ts";
import type { KnownRecord } from "./known-record.ts";
import { type Dating, deidentifyMoment, oldestYear, shiftDay, tellsOldAge } from "./moments.ts";
import { capSaidAge } from "./said-age.ts";
import { narrativeOf, textOfNarrative } from "./narrative.ts";
import type { DeidentificationProfile } from "./profile.ts";
import type { Pseudonyms } from "./pseudonyms.ts";
import { isPublicSystem, knownExtensions, knownParts } from "./vocabularies.ts";

export interface Deidentifying extends Dating {
  readonly pseudonyms: Pseudonyms;
  readonly known: KnownRecord;
}

type Copy = Record<string, JsonValue | undefined>;

/** Where the walk is. */
interface Place {
  readonly context: Deidentifying;
  /** Id of the resource that isn't contained in another. */
  readonly root: string;
}

/**
 * A resource without what identifies anybody, by the table of elements: what it doesn't name is dropped, and so is an element that lost
 * what R4 requires of it.
 * @returns undefined when nothing of it may stay
 */
export function deidentify(resource: FhirResource, context: Deidentifying): FhirResource | undefined {
  const copy = walkResource(resource, { context, root: resource.id ?? "" }, true);
  return copy === undefined ? undefined : (withLabel(copy, context.profile) as FhirResource);
}

const observationValues = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";
const labels: Readonly<Record<DeidentificationProfile, string>> = { "safe-harbor": "ANONYED", research: "PSEUDED" };

/** Whoever gets it sees what was done. Source: HL7 v3 ObservationValue, SECALTINTOBV. */
function withLabel(copy: JsonObject, profile: DeidentificationProfile): JsonObject {
  const { resourceType, id, meta, ...rest } = copy;
  const before = meta !== undefined && isJsonObject(meta) ? meta : {};
  const security = isJsonArray(before["security"]) ? before["security"] : [];
  const label = { system: observationValues, code: labels[profile] };
  return { resourceType, id, meta: { ...before, security: [...security, label] }, ...rest };
}

function walkResource(resource: JsonObject, place: Place, isRoot: boolean): JsonObject | undefined {
  const type = resource["resourceType"];
  const node = typeof type === "string" ? findNode(type) : undefined;
  if (node === undefined || classOfType(node.name)?.treatment === "drop") return undefined;
  const copy = walkNode(resource, node, place);
  if (copy === undefined) return undefined;
  const id = resource["id"];
  const pseudonym =
    typeof id !== "string" ? undefined : place.context.pseudonyms.idOf(isRoot ? id : localName(place, id));
  return { resourceType: type, ...(pseudonym === undefined ? {} : { id: pseudonym }), ...copy };
}

function localName({ root }: Place, id: string): string {
  return `${root}#${id}`;
}

function walkNode(value: JsonObject, node: Node, place: Place): JsonObject | undefined {
  // Who doesn't understand one must not use what it stands on. Source: FHIR R4 §2.4.2, modifier extensions.
  if (value["modifierExtension"] !== undefined) return undefined;
  const copy: Copy = {};
  for (const [property, child] of Object.entries(value)) {
    const rule = node.rules.get(property);
    if (rule === undefined || child === undefined || child === null || property === "id") continue;
    const kept = isJsonArray(child)
      ? nonEmpty(child.map((one) => treat(one, rule, value, node, place)))
      : treat(child, rule, value, node, place);
    if (kept !== undefined) copy[property] = kept;
  }
  const aged = node.name.startsWith("Observation") ? capSaidAge(capAge(copy, node), value) : capAge(copy, node);
  if (
    node.name === "Patient" &&
    typeof value["birthDate"] === "string" &&
    tellsOldAge(value["birthDate"], place.context.at)
  )
    aged["_birthDate"] = { extension: [masked] };
  const isWhole = node.required.every(({ properties }) => properties.some((property) => aged[property] !== undefined));
  // Of somebody of whom only the name was known stays that there is one; an element with nothing in it is none.
  return isWhole && (Object.keys(aged).length > 0 || node.rules.has("meta")) ? aged : undefined;
}

const masked = { url: "http://hl7.org/fhir/StructureDefinition/data-absent-reason", valueCode: "masked" };

function nonEmpty(list: readonly (JsonValue | undefined)[]): JsonValue | undefined {
  const kept = list.filter((one) => one !== undefined);
  return kept.length === 0 ? undefined : kept;
}

function treat(
  value: JsonValue,
  rule: ElementRule,
  parent: JsonObject,
  node: Node,
  place: Place,
): JsonValue | undefined {
  const { context } = place;
  const text = typeof value === "string" ? value : "";
  const treatment = classOfElement(node.name, rule)?.treatment ?? "drop";
  switch (treatment) {
    case "drop":
    case "id":
      return undefined;
    case "keep":
      return value;
    case "walk": {
      if (rule.content.kind !== "complex" || !isJsonObject(value)) return undefined;
      const { node: name } = rule.content;
      const copy = walkComplex(value, name, place);
      // What has to refer to something says that it did: else whole claims would go for the name of an insurer.
      return copy === undefined && rule.isRequired && name === "Reference" ? { extension: [masked] } : copy;
    }
    case "date":
      return deidentifyMoment(text, rule.content.kind === "primitive" ? rule.content.type : "", context);
    case "scrub":
      return scrubbed(text, context, isVocabularysOwn(text, parent, node));
    case "narrative":
      return narrativeOf(scrubbed(textOfNarrative(text), context) ?? "");
    case "reference":
      return pseudonymousReference(text, place);
    case "system":
      return isPublicSystem(value) ? value : undefined;
    case "code":
      return isPublicSystem(parent["system"]) ? value : undefined;
    case "state":
      return deidentifyState(text);
    case "zip":
      return deidentifyZip(text);
    case "country":
      return deidentifyCountry(text);
    case "uid":
      return context.pseudonyms.uidOf(text);
    case "samples":
      return samples.test(text) ? text : undefined;
    case "attached":
      return attachedText(text, parent["contentType"], context);
    case "contained":
      return isJsonObject(value) ? walkResource(value, place, false) : undefined;
    case "extension":
      return isJsonObject(value) && isKnownExtension(value) ? walkComplex(value, "Extension", place) : undefined;
  }
}

/** What a public vocabulary calls something: its display, or a concept's text that repeats it. */
function isVocabularysOwn(text: string, parent: JsonObject, { name }: Node): boolean {
  if (name === "Coding") return isPublicSystem(parent["system"]);
  const codings = name === "CodeableConcept" && isJsonArray(parent["coding"]) ? parent["coding"] : [];
  return codings.some((one) => isJsonObject(one) && one["display"] === text && isPublicSystem(one["system"]));
}

function walkComplex(value: JsonObject, name: string, place: Place): JsonObject | undefined {
  const node = findNode(name);
  return node === undefined ? undefined : walkNode(value, node, place);
}

function isKnownExtension({ url }: JsonObject): boolean {
  return typeof url === "string" && (knownExtensions.has(url) || knownParts.has(url));
}

function scrubbed(
  text: string,
  { at, known, profile, shiftDays }: Deidentifying,
  isVocabulary = false,
): string | undefined {
  if (text === "") return undefined;
  const dateText =
    profile === "research" && shiftDays !== undefined ? (day: string) => shiftDay(day, shiftDays) : undefined;
  return scrubText(text, {
    known: known.names,
    phrases: known.phrases,
    oldestYear: oldestYear(at),
    isVocabulary,
    dateText,
  });
}

function pseudonymousReference(text: string, { context, root }: Place): string | undefined {
  const target = parseReference(text);
  if (target.kind === "relative") return `${target.type}/${context.pseudonyms.idOf(target.id)}`;
  if (target.kind === "contained")
    return target.id === "" ? "#" : `#${context.pseudonyms.idOf(localName({ context, root }, target.id))}`;
  return undefined;
}

/** Decimals, and E, U or L for what was faulty, above or below. Source: FHIR R4, SampledData.data. */
const samples = /^(?:-?\d+(?:\.\d+)?|[EUL])(?: (?:-?\d+(?:\.\d+)?|[EUL]))*$/;

/** Notes are kept as attachments of plain text; of pictures, scans and whatever else nobody can say what is on them. */
function attachedText(data: string, contentType: JsonValue | undefined, context: Deidentifying): string | undefined {
  if (typeof contentType !== "string" || !/^text\/(?:plain|markdown)\b/i.test(contentType)) return undefined;
  const text = scrubbed(Buffer.from(data, "base64").toString("utf8"), context);
  return text === undefined ? undefined : Buffer.from(text).toString("base64");
}

const measuresAge: ReadonlySet<string> = new Set(["Age", "Quantity", "SimpleQuantity", "Duration"]);
const years = /^(?:a|y|yrs?|years?)$/i;

/** Years over 89 become 90 or more. Source: 45 CFR 164.514(b)(2)(i)(C). */
function capAge(copy: Copy, node: Node): Copy {
  if (!measuresAge.has(node.name)) return copy;
  const unit = copy["code"] ?? copy["unit"];
  const number = numericValue(copy["value"]);
  if (typeof unit !== "string" || !years.test(unit) || number === undefined || number < 90) return copy;
  return { ...copy, value: 90, ...(node.rules.has("comparator") ? { comparator: ">=" } : {}) };
}
