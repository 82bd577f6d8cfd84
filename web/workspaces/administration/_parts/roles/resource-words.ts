import { dateText, inOrder } from "../../../../ui/dates.ts";

type Json = unknown;

/** Any resource in a line: its name, else what it is about, and a date. */
export function titleOf(resource: Json): string {
  if (!isObject(resource)) return "";
  const type = typeof resource["resourceType"] === "string" ? resource["resourceType"] : "Record";
  const about =
    named(resource["name"]) ??
    concept(resource["code"]) ??
    concept(resource["medicationCodeableConcept"]) ??
    concept(resource["vaccineCode"]) ??
    concept(first(resource["type"])) ??
    concept(first(resource["serviceType"])) ??
    concept(first(resource["category"])) ??
    text(resource["description"]) ??
    text(resource["title"]);
  const at = ["start", "effectiveDateTime", "onsetDateTime", "authoredOn", "date", "recordedDate", "birthDate"]
    .map((name) => text(resource[name]))
    .find((one) => one !== undefined);
  return [about ?? type, at === undefined ? undefined : inOrder(dateText(at.slice(0, 10)))]
    .filter((part) => part !== undefined)
    .join(", ");
}

/** Its elements, each as short text, without what every resource has. */
export function fieldsOf(resource: Json): readonly (readonly [string, string])[] {
  if (!isObject(resource)) return [];
  return Object.entries(resource)
    .filter(([name]) => !["resourceType", "id", "meta", "text"].includes(name))
    .map(([name, value]) => [name, shortly(value)] as const);
}

const longest = 160;

function shortly(value: Json): string {
  if (Array.isArray(value)) return cut(value.map(shortly).join("; "));
  if (!isObject(value)) return cut(String(value));
  const words = concept(value) ?? named(value) ?? text(value["display"]) ?? text(value["reference"]);
  if (words !== undefined) return cut(words);
  return cut(
    Object.entries(value)
      .map(([name, inner]) => `${name} ${shortly(inner)}`)
      .join(", "),
  );
}

function cut(words: string): string {
  return words.length > longest ? `${words.slice(0, longest)}…` : words;
}

function isObject(value: Json): value is Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function first(value: Json): Json {
  return Array.isArray(value) ? value[0] : value;
}

function text(value: Json): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function concept(value: Json): string | undefined {
  if (!isObject(value)) return undefined;
  const coding = first(value["coding"]);
  if (text(value["text"]) !== undefined && value["coding"] === undefined && value["family"] !== undefined)
    return undefined;
  return text(value["text"]) ?? (isObject(coding) ? (text(coding["display"]) ?? text(coding["code"])) : undefined);
}

function named(value: Json): string | undefined {
  const name = first(value);
  if (text(name) !== undefined) return text(name);
  if (!isObject(name) || name["family"] === undefined) return undefined;
  const given = Array.isArray(name["given"]) ? name["given"].join(" ") : "";
  return [String(name["family"]).toUpperCase(), given].filter((part) => part !== "").join(", ");
}
