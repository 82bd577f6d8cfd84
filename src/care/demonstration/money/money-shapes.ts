import type { JsonObject } from "../../../foundation/fhir/index.ts";
import type { Reference } from "../bundle.ts";
import { type DemonstrationPrice, currency, vat } from "./price-list.ts";

const own = (name: string) => `urn:wardbook:billing:${name}`;

export type MoneyMethod = "cash" | "card-terminal" | "cheque" | "transfer";

export function money(pence: number): JsonObject {
  return { value: pence / 100, currency };
}

export function ownConcept(system: string, code: string, text?: string): JsonObject {
  return { coding: [{ system: own(system), code }], ...(text === undefined ? {} : { text }) };
}

/** A number of the books that the clinic kept before. */
export function formerNumber(system: "invoice" | "credit-note" | "receipt", value: string): JsonObject {
  return { system: own(`${system}-number:elsewhere`), value };
}

export function refersTo(name: string, { reference }: Reference): JsonObject {
  return { url: own(name), valueReference: { reference } };
}

export function said(name: string, words: string): JsonObject {
  return { url: own(name), valueString: words };
}

export function coded(name: string, code: string): JsonObject {
  return { url: own(name), valueCode: code };
}

export function counted(name: string, value: number): JsonObject {
  return { url: own(name), valuePositiveInt: value };
}

export function amountOf(name: string, pence: number): JsonObject {
  return { url: name, valueMoney: money(pence) };
}

/** Several values under one address. */
export function together(name: string, extension: readonly JsonObject[]): JsonObject {
  return { url: own(name), extension: [...extension] };
}

/** What a line comes to. */
export interface Line {
  readonly price: DemonstrationPrice;
  readonly quantity: number;
  readonly discount: number;
}

export function line(price: DemonstrationPrice, quantity = 1, discount = 0): Line {
  return { price, quantity, discount };
}

export function netOf({ price, quantity, discount }: Line): number {
  return price.pence * quantity - discount;
}

/** Halves of a penny go up, as billing has it. */
export function taxOf(one: Line): number {
  return one.price.isTaxed ? Math.floor((netOf(one) * vat.percent + 50) / 100) : 0;
}

export function grossOf(lines: readonly Line[]): number {
  return lines.reduce((sum, one) => sum + netOf(one) + taxOf(one), 0);
}

/** @param charge undefined: the line says itself what it is for @param sign -1 of a credit note */
export function lineItem(one: Line, at: number, charge: Reference | undefined, sign: 1 | -1 = 1): JsonObject {
  const { price, quantity, discount } = one;
  const base = price.pence * quantity;
  return {
    sequence: at + 1,
    ...(charge === undefined
      ? { chargeItemCodeableConcept: ownConcept("price", price.code, price.name) }
      : { chargeItemReference: { reference: charge.reference, display: price.name } }),
    priceComponent: [
      { type: "base", factor: quantity, amount: money(sign * base) },
      ...(discount === 0 ? [] : [{ type: "discount", amount: money(sign * discount) }]),
      ...(price.isTaxed
        ? [
            {
              type: "tax",
              code: ownConcept("tax", vat.code),
              factor: vat.percent / 100,
              amount: money(sign * taxOf(one)),
            },
          ]
        : []),
    ],
  };
}

export function totals(lines: readonly Line[], sign: 1 | -1 = 1): JsonObject {
  const net = lines.reduce((sum, one) => sum + netOf(one), 0);
  return { totalNet: money(sign * net), totalGross: money(sign * grossOf(lines)) };
}
