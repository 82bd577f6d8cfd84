import type { BillingSettings, Price } from "../../../../contract/index.ts";
import { amountText, minorOf, typedAmount } from "./money.ts";
import { say } from "../words/index.ts";

/** A line as it is typed. */
export type TypedLine = { readonly priceId: string; readonly quantity: string; readonly discount: string };
type Discount = { readonly percent: string } | { readonly amount: string };
type Rules = Pick<BillingSettings, "taxes" | "digits" | "discountLimitPercent">;

const rate = /^(\d{1,3}(?:[.,]\d{1,4})?)\s*%$/;

/** "10 %" is a share, "5.00" an amount. Undefined where there is none, or it can't be read. */
export function discountOf({ discount }: TypedLine, { digits = 2 }: Rules): Discount | undefined {
  const text = discount.trim();
  const [, percent] = rate.exec(text) ?? [];
  if (percent !== undefined) return { percent: percent.replace(",", ".") };
  const amount = typedAmount(text, digits);
  return amount === undefined || !/[1-9]/.test(amount) ? undefined : { amount };
}

export function discountFault(line: TypedLine, rules: Rules): string | undefined {
  const text = line.discount.trim();
  if (text === "" || /^0+(?:[.,]0*)?\s*%?$/.test(text)) return undefined;
  const discount = discountOf(line, rules);
  if (discount === undefined) return say("discountFault");
  return "percent" in discount && Number(discount.percent) > 100 ? say("atMost100") : undefined;
}

/** In millionths: "18" percent is 180000. */
function rateOf(percent: string): bigint {
  const [whole = "0", fraction = ""] = percent.split(".");
  return BigInt(whole + fraction.slice(0, 4).padEnd(4, "0"));
}

/** Halves away from nothing, as the server rounds. */
function shareOf(amount: bigint, millionths: bigint): bigint {
  return (amount * millionths + 500_000n) / 1_000_000n;
}

function figures(line: TypedLine, prices: readonly Price[], rules: Rules) {
  const price = prices.find(({ id }) => id === line.priceId);
  if (price === undefined || !/^[1-9]\d{0,2}$/.test(line.quantity)) return undefined;
  const base = minorOf(price.amount) * BigInt(line.quantity);
  const wish = discountOf(line, rules);
  const wished =
    wish === undefined ? 0n : "amount" in wish ? minorOf(wish.amount) : shareOf(base, rateOf(wish.percent));
  const discount = wished > base ? base : wished;
  const taxes = price.taxCodes.map((code) =>
    shareOf(base - discount, rateOf(rules.taxes.find((tax) => tax.code === code)?.percent ?? "0")),
  );
  return { base, discount, tax: taxes.reduce((sum, one) => sum + one, 0n) };
}

/** What the lines come to that are complete; undefined where none is. The server says what counts. */
export function sumOfLines(
  lines: readonly TypedLine[],
  prices: readonly Price[],
  rules: Rules,
): { readonly total: string; readonly tax: string | undefined } | undefined {
  const known = lines.flatMap((line) => figures(line, prices, rules) ?? []);
  if (known.length === 0) return undefined;
  const text = (minor: bigint) => amountText(minor, rules.digits ?? 2);
  const tax = known.reduce((sum, one) => sum + one.tax, 0n);
  const total = known.reduce((sum, one) => sum + one.base - one.discount + one.tax, 0n);
  return { total: text(total), tax: tax === 0n ? undefined : text(tax) };
}

/** Whether somebody else has to approve the line's discount. */
export function isBeyondLimit(line: TypedLine, prices: readonly Price[], rules: Rules): boolean {
  const known = figures(line, prices, rules);
  return known !== undefined && known.discount * 1_000_000n > known.base * rateOf(rules.discountLimitPercent);
}
