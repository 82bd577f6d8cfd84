import {
  type JsonObject,
  type JsonValue,
  isJsonArray,
  isJsonObject,
  numericValue,
} from "../../../foundation/fhir/index.ts";

type Copy = Record<string, JsonValue | undefined>;

/** LOINC and SNOMED CT. */
const codesOfAge: ReadonlySet<string> = new Set(
  "30525-0 21611-9 21612-7 29553-5 424144002 397669002 445518008".split(" "),
);
const saysAge = /(?<!\p{L})(?:age|aged|years old)(?!\p{L})/iu;

/** How many make a year; of a number without a unit one does. A percentile of an age is none. */
const inAYear: readonly { readonly unit: RegExp; readonly count: number }[] = [
  { unit: /^(?:|1|\{.*\}|a|y|yrs?|years?)$/i, count: 1 },
  { unit: /^(?:mo|mos|months?)$/i, count: 12 },
  { unit: /^(?:wk|wks|weeks?)$/i, count: 52 },
  { unit: /^(?:d|days?)$/i, count: 365 },
];

const numbers: ReadonlySet<string> = new Set(["valueInteger", "valueQuantity", "valueRange", "valueRatio"]);
const oldest = { value: 90, comparator: ">=", unit: "years" };

/** An observation, or a component of one, in which the code alone says that a number is an age: over 89 years it becomes 90 or more.
 *  Source: 45 CFR 164.514(b)(2)(i)(C). @param copy what stays of it @param value as it was */
export function capSaidAge(copy: Copy, value: JsonObject): Copy {
  if (!isOfAge(value["code"])) return copy;
  // Of two numbers either may be one.
  const isWide = [value["valueRange"], value["valueRatio"]].some(
    (one) => one !== undefined && isJsonObject(one) && Object.values(one).some(isOldQuantity),
  );
  if (!isWide && !isOld(value["valueInteger"], "") && !isOldQuantity(value["valueQuantity"])) return copy;
  const rest = Object.entries(copy).filter(([property]) => !numbers.has(property));
  return { ...Object.fromEntries(rest), valueQuantity: oldest };
}

function isOfAge(code: JsonValue | undefined): boolean {
  if (code === undefined || !isJsonObject(code)) return false;
  const codings = isJsonArray(code["coding"]) ? code["coding"].filter((one) => isJsonObject(one)) : [];
  if (codings.some((one) => typeof one["code"] === "string" && codesOfAge.has(one["code"]))) return true;
  return [code["text"], ...codings.map((one) => one["display"])].some(
    (text) => typeof text === "string" && saysAge.test(text),
  );
}

function isOldQuantity(quantity: JsonValue | undefined): boolean {
  if (quantity === undefined || !isJsonObject(quantity)) return false;
  const unit = quantity["code"] ?? quantity["unit"] ?? "";
  return typeof unit === "string" && isOld(quantity["value"], unit);
}

function isOld(number: JsonValue | undefined, unit: string): boolean {
  const count = inAYear.find((one) => one.unit.test(unit.trim()))?.count;
  return count !== undefined && (numericValue(number) ?? 0) >= 90 * count;
}
