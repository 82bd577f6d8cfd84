import { type Currency, type Minor, moneyIn, parseAmount, shareOf } from "../../foundation/money/index.ts";
import { type FhirResource, type JsonObject, numberText, objectsIn } from "../../foundation/fhir/index.ts";
import { isCreditNote } from "./shapes.ts";

/** What an invoice's line comes to. Of a credit note all is negative. */
export interface LineTotals {
  readonly base: Minor;
  readonly discount: Minor;
  readonly net: Minor;
  readonly tax: Minor;
}

export interface InvoiceTotals {
  readonly lines: readonly LineTotals[];
  readonly net: Minor;
  readonly gross: Minor;
}

/** Where an invoice doesn't add up, and why. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

const factorDigits = 6;

/** @param sign of all amounts: else a negative price would be a discount that nobody is asked about */
function lineTotals(line: JsonObject, at: string, currency: Currency, sign: bigint): LineTotals | Fault {
  let [base, discount, tax] = [0n, 0n, 0n];
  const components = objectsIn(line["priceComponent"]);
  if (components.length === 0) return { path: `${at}.priceComponent`, message: "a line says what it comes to" };
  for (const [index, component] of components.entries()) {
    if (component["type"] === "informational") continue;
    const amount = moneyIn(component["amount"], currency);
    if (amount === undefined)
      return {
        path: `${at}.priceComponent[${index}].amount`,
        message: `an amount in ${currency.currency} with at most ${currency.digits} digits after the point`,
      };
    if (amount * sign < 0n)
      return {
        path: `${at}.priceComponent[${index}].amount`,
        message: sign > 0n ? "an invoice's amounts aren't negative" : "a credit note's amounts aren't positive",
      };
    if (component["type"] === "tax") tax += amount;
    else if (component["type"] === "discount" || component["type"] === "deduction") discount += amount;
    else base += amount;
  }
  const net = base - discount;
  const fault = taxFault(components, at, net, currency);
  return fault ?? { base, discount, net, tax };
}

/** A tax that names its rate is that share of the line after discounts. */
function taxFault(components: readonly JsonObject[], at: string, net: Minor, currency: Currency): Fault | undefined {
  for (const [index, component] of components.entries()) {
    const text = component["type"] === "tax" ? numberText(component["factor"]) : undefined;
    if (text === undefined) continue;
    const factor = parseAmount(text, factorDigits);
    if (factor === undefined || moneyIn(component["amount"], currency) !== shareOf(net, factor))
      return {
        path: `${at}.priceComponent[${index}].amount`,
        message: "the tax isn't its rate of the line after discounts",
      };
  }
  return undefined;
}

/** What an invoice comes to, line by line, if its totals say the same. */
export function totalsOf(invoice: FhirResource, currency: Currency): InvoiceTotals | Fault {
  const lines: LineTotals[] = [];
  const sign = isCreditNote(invoice) ? -1n : 1n;
  for (const [index, line] of objectsIn(invoice["lineItem"]).entries()) {
    const totals = lineTotals(line, `Invoice.lineItem[${index}]`, currency, sign);
    if ("path" in totals) return totals;
    lines.push(totals);
  }
  const net = lines.reduce((sum, line) => sum + line.net, 0n);
  const gross = lines.reduce((sum, line) => sum + line.net + line.tax, 0n);
  for (const [element, sum] of [
    ["totalNet", net],
    ["totalGross", gross],
  ] as const) {
    const said = moneyIn(invoice[element], currency);
    if (said === undefined)
      return {
        path: `Invoice.${element}`,
        message: `the total is missing, or isn't an amount in ${currency.currency}`,
      };
    if (said !== sum) return { path: `Invoice.${element}`, message: "the total isn't the sum of the lines" };
  }
  return { lines, net, gross };
}

/** Whether a line is discounted beyond a rate. @param limit in millionths */
export function isBeyond({ base, discount }: LineTotals, limit: bigint): boolean {
  return absolute(discount) * 1_000_000n > absolute(base) * limit;
}

function absolute(amount: Minor): Minor {
  return amount < 0n ? -amount : amount;
}
