import type { Resource } from "../../../../app/api.ts";
import { digitsOf } from "../../../../app/api/digits.ts";
import { conceptTitle } from "../../../../ui/clinical/codes.ts";
import type { CodeableConcept, HumanName } from "../../../../ui/clinical/fhir-types.ts";
import { formatName } from "../../../../ui/clinical/names.ts";
import { dateTimeText } from "../../../../ui/dates.ts";

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

const titled = [
  "code",
  "medicationCodeableConcept",
  "vaccineCode",
  "type",
  "serviceType",
  "category",
  "class",
  "description",
  "title",
  "name",
  "payload",
] as const;
const dated = [
  "effectiveDateTime",
  "effectivePeriod",
  "onsetDateTime",
  "performedDateTime",
  "performedPeriod",
  "occurrenceDateTime",
  "authoredOn",
  "recordedDate",
  "period",
  "start",
  "dateTime",
  "date",
  "created",
  "issued",
  "sent",
] as const;

/** What one line says of a record: when, what, and how much. */
export function headOf(resource: Resource): { readonly date: string; readonly title: string; readonly value: string } {
  const fields = resource as unknown as Fields;
  const when = dated.map((name) => fields[name]).find((value) => value !== undefined);
  const date = isFields(when) ? (when["start"] ?? when["end"]) : when;
  const titles = titled.flatMap((name) => {
    const text = wordsOf(first(fields[name]));
    return text === "" ? [] : [text];
  });
  return {
    date: typeof date === "string" ? date : "",
    title: titles[0] ?? "",
    value: ["valueQuantity", "valueCodeableConcept", "valueString", "valueInteger", "valueBoolean", "valueDateTime"]
      .flatMap((name) => {
        const text = wordsOf(fields[name]);
        return text === "" ? [] : [text];
      })
      .join(" "),
  };
}

/** A coded value, a quantity or a text in words; empty for anything else. */
function wordsOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (!isFields(value)) return "";
  if ("value" in value && typeof value["value"] === "number")
    return `${digitsOf(value as { value?: number }, "value") ?? value["value"]} ${wordsOf(value["unit"] ?? value["code"])}`.trim();
  if (typeof value["display"] === "string") return value["display"];
  if (typeof value["contentString"] === "string") return value["contentString"];
  if ("family" in value || "given" in value) return formatName([value as HumanName]);
  return conceptTitle(value as CodeableConcept) ?? "";
}

/** Every field of a record, with its path in words and its value: what the head doesn't say is here. */
export function fieldsOf(resource: Resource): readonly (readonly [path: string, value: string])[] {
  const found: [string, string][] = [];
  const walk = (value: unknown, path: readonly string[]): void => {
    if (Array.isArray(value)) {
      for (const [index, one] of value.entries()) walk(one, value.length === 1 ? path : [...path, String(index + 1)]);
      return;
    }
    if (isFields(value)) {
      for (const [name, one] of Object.entries(value))
        walk(typeof one === "number" ? (digitsOf(value as Record<string, number>, name) ?? one) : one, [...path, name]);
      return;
    }
    found.push([path.map(spaced).join(", "), shown(String(value), path.at(-1) ?? "")]);
  };
  for (const [name, value] of Object.entries(resource)) if (name !== "resourceType") walk(value, [name]);
  return found;
}

function spaced(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** What a device sampled: numbers, and E, L and U where there is none. Source: R4, SampledData.data */
const samples = /^[-+.\deELU]+(?: [-+.\deELU]+)+$/;
const instantPattern = /^\d{4}-\d{2}-\d{2}(?:T\S+)?$/;

function shown(text: string, name: string): string {
  if (instantPattern.test(text)) return dateTimeText(text);
  // Documents travel as they are in the file beside; their text is read here.
  return name === "data" && !samples.test(text) ? textOf(text) : text;
}

function textOf(base64: string): string {
  try {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.codePointAt(0) ?? 0);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // Control characters other than line ends and tabs: no text.
    return /[^\P{Cc}\n\r\t]/u.test(text) ? "(a file; it is in the data)" : text;
  } catch {
    return "(a file; it is in the data)";
  }
}
