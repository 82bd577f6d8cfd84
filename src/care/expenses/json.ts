import {
  type FhirResource,
  type JsonObject,
  type JsonValue,
  isJsonObject,
  numberFromText,
  numberText,
  objectsIn,
  textIn,
} from "../../foundation/fhir/index.ts";

/** An amount in the currency's smallest unit. A bigint, so that no floating point gets near it. */
export type Minor = bigint;

/** In what an organisation counts. */
export interface Currency {
  /** ISO 4217. */
  readonly currency: string;
  readonly digits: number;
}

export function identifierIn(resource: FhirResource | undefined, system: string): string | undefined {
  return textIn(objectsIn(resource?.["identifier"]).find((one) => one["system"] === system)?.["value"]);
}

const decimal = /^(\d{1,14})(?:\.(\d{1,10}))?$/;

/** A decimal text in the smallest unit; undefined where it is none, is negative, or says more than the currency has digits for. */
export function parseAmount(text: string, digits: number): Minor | undefined {
  const [, whole = "", fraction = ""] = decimal.exec(text) ?? [];
  if (whole === "" || /[1-9]/.test(fraction.slice(digits))) return undefined;
  return BigInt(whole + fraction.slice(0, digits).padEnd(digits, "0"));
}

/** With all the digits of its currency: 1250n of two digits is "12.50". */
export function amountText(amount: Minor, digits: number): string {
  const sign = amount < 0n ? "-" : "";
  const text = String(amount < 0n ? -amount : amount).padStart(digits + 1, "0");
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** An amount of FHIR's Money in this currency; undefined where it is another's, or no such amount. */
export function moneyIn(value: JsonValue | undefined, { currency, digits }: Currency): Minor | undefined {
  if (value === undefined || !isJsonObject(value) || value["currency"] !== currency) return undefined;
  const text = numberText(value["value"]);
  return text === undefined ? undefined : parseAmount(text, digits);
}

export function moneyOf(amount: Minor, { currency, digits }: Currency): JsonObject {
  return { value: numberFromText(amountText(amount, digits)), currency };
}
