import {
  type FhirResource,
  type JsonObject,
  type JsonValue,
  isJsonObject,
  numberFromText,
  numberText,
  extensionIn,
} from "../../foundation/fhir/index.ts";
import { type Minor, amountText, parseAmount } from "./amounts.ts";

/** In what an organisation counts. */
export interface Currency {
  readonly currency: string;
  readonly digits: number;
}

/** A whole number of an extension from nothing on; undefined where there is none, or it isn't one. */
export function countIn(holder: JsonObject | FhirResource, url: string): number | undefined {
  const extension = extensionIn(holder, url);
  const text = numberText(extension?.["valuePositiveInt"] ?? extension?.["valueUnsignedInt"]);
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** An amount of FHIR's Money in this currency; undefined where it is another's, or no such amount. */
export function moneyIn(value: JsonValue | undefined, { currency, digits }: Currency): Minor | undefined {
  if (value === undefined || !isJsonObject(value) || value["currency"] !== currency) return undefined;
  const text = numberText(value["value"]);
  return text === undefined ? undefined : parseAmount(text, digits);
}

/** FHIR's Money, with all the digits of its currency. */
export function moneyOf(amount: Minor, { currency, digits }: Currency): JsonObject {
  return { value: numberFromText(amountText(amount, digits)), currency };
}
