import {
  type FhirResource,
  type JsonValue,
  isJsonArray,
  isJsonObject,
  isRawNumber,
} from "../../../foundation/fhir/index.ts";
import { type KnownNames, knownNames } from "../scrubbing/known-names.ts";
import type { KnownPhrase } from "../scrubbing/known-phrases.ts";
import type { SpanKind } from "../scrubbing/span.ts";

/** What a record says of people, to be looked for in its texts. */
export interface KnownRecord {
  readonly names: KnownNames;
  readonly phrases: readonly KnownPhrase[];
}

/** What resources about people and places call them: names, addresses, numbers. @param others what everybody's records have in common */
export function knownRecord(resources: Iterable<FhirResource>, others?: KnownRecord): KnownRecord {
  const names: string[] = [];
  const phrases = new Map<string, SpanKind>();
  for (const resource of resources) collect(resource, resource.resourceType, { names, phrases });
  return {
    names: knownNames(names, others?.names),
    phrases: [...[...phrases].map(([text, kind]) => ({ text, kind })), ...(others?.phrases ?? [])],
  };
}

interface Found {
  readonly names: string[];
  readonly phrases: Map<string, SpanKind>;
}

const nameParts = ["family", "given", "text"];
const placeParts = ["line", "city", "district", "postalCode"];
const people: ReadonlySet<string> = new Set(["Patient", "RelatedPerson", "Practitioner", "Person"]);
const telecomKinds: Readonly<Record<string, SpanKind>> = {
  phone: "phone",
  sms: "phone",
  pager: "phone",
  fax: "fax",
  email: "email",
  url: "url",
};
const ofNames: ReadonlySet<string> = new Set(["display", "authorString"]);

function collect(value: JsonValue | undefined, type: string, found: Found): void {
  if (isJsonArray(value)) {
    for (const one of value) collect(one, type, found);
    return;
  }
  if (value === undefined || !isJsonObject(value) || isRawNumber(value)) return;
  for (const [property, child] of Object.entries(value)) {
    if (child === undefined) continue;
    if (property === "name" && people.has(type)) {
      for (const name of strings(child, nameParts)) found.names.push(name);
    } else if (property === "name" && (type === "Organization" || type === "Location")) {
      for (const name of strings(child, nameParts)) if (/\s/.test(name)) found.phrases.set(name, "place");
    } else if (property === "address") {
      for (const place of strings(child, placeParts)) if (place.length > 3) found.phrases.set(place, "place");
    } else if (property === "telecom") {
      for (const point of isJsonArray(child) ? child : [child]) {
        if (!isJsonObject(point)) continue;
        const { system, value: number } = point;
        if (typeof number === "string" && number.length > 6)
          found.phrases.set(number, telecomKinds[typeof system === "string" ? system : ""] ?? "phone");
      }
    } else if (property === "identifier") {
      for (const number of strings(child, ["value"])) if (number.length > 4) found.phrases.set(number, "record");
    } else if (property === "contact" && type === "Patient") {
      for (const one of isJsonArray(child) ? child : [child]) {
        if (!isJsonObject(one)) continue;
        for (const name of strings(one["name"], nameParts)) found.names.push(name);
        collect({ address: one["address"], telecom: one["telecom"] }, type, found);
      }
    } else if (isReference(value) && ofNames.has(property) && typeof child === "string") {
      // "Dr Ada Okafor", beside a reference to a person: the display is somebody's name.
      if (isOfPerson(value)) found.names.push(child);
    } else collect(child, type, found);
  }
}

function isReference(value: JsonValue): boolean {
  return isJsonObject(value) && (value["reference"] !== undefined || value["authorString"] !== undefined);
}

function isOfPerson(value: JsonValue): boolean {
  const reference = isJsonObject(value) ? value["reference"] : undefined;
  return typeof reference !== "string" || /(?:^|\/)(?:Patient|RelatedPerson|Practitioner|Person)\//.test(reference);
}

/** Texts of these properties, and a text itself. */
function strings(value: JsonValue | undefined, properties: readonly string[]): readonly string[] {
  if (typeof value === "string") return [value];
  if (isJsonArray(value)) return value.flatMap((one) => strings(one, properties));
  if (value === undefined || !isJsonObject(value)) return [];
  return properties.flatMap((property) => strings(value[property], properties));
}
