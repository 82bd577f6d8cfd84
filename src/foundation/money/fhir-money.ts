import { type JsonObject, type JsonValue, isJsonObject, numberFromText, numberText } from "../fhir/index.ts";
import { type Minor, amountText, parseAmount } from "./amounts.ts";

/** In what an organisation counts. */
export interface Currency {
  /** ISO 4217. */
  readonly currency: string;
  readonly digits: number;
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
