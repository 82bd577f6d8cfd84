import { language, readerLocale } from "../../../language/index.ts";
import { latinDigits } from "../../../ui/latin-digits.ts";

/** "£1,250.00", "-₹40.50": as the reader's locale has it, in the figures that everything else has. @param amount a decimal with all the currency's digits */
export function moneyText(amount: string, currency: string): string {
  const key = currency;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(readerLocale, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      ...(language.tag === "en-GB" ? {} : { numberingSystem: "latn" }),
    });
  formats.set(key, format);
  // With the digits that it came with: as a number it could lose some.
  const digits = amount.split(".")[1]?.length ?? 0;
  return digits === format.resolvedOptions().maximumFractionDigits
    ? inOrder(format.format(amount as `${number}`))
    : `${amount} ${currency}`;
}

/** A sum reads from the left in a line from the right too: with the marks that `Intl` gives, sign and letters of a currency part. */
function inOrder(text: string): string {
  return language.direction === "ltr" ? text : `\u2066${text.replaceAll(/[\u200e\u200f\u061c]/g, "")}\u2069`;
}

const formats = new Map<string, Intl.NumberFormat>();

/** What somebody typed as an amount, as the server takes it; undefined where it is none. "1,250" and "1 250.5" are amounts, in whichever digits. */
export function typedAmount(text: string, digits: number): string | undefined {
  const bare = latinDigits(text)
    .replaceAll("\u066B", ".")
    .replaceAll("\u066C", ",")
    .replaceAll(/[\s\u00a0\u202f](?=\d)/g, "")
    .replaceAll(/,(?=\d{3}(?:\D|$))/g, "");
  const [, whole, fraction = ""] = /^(\d{1,12})(?:[.,](\d{0,4}))?$/.exec(bare.trim()) ?? [];
  if (whole === undefined || /[1-9]/.test(fraction.slice(digits))) return undefined;
  const kept = fraction.slice(0, digits).padEnd(digits, "0");
  return digits === 0 ? whole : `${whole}.${kept}`;
}

/** In the currency's smallest unit. @param amount as the server says it */
export function minorOf(amount: string): bigint {
  const bare = amount.replace(".", "");
  return BigInt(bare === "" || bare === "-" ? "0" : bare);
}

/** With all the digits of the currency. */
export function amountText(minor: bigint, digits: number): string {
  const sign = minor < 0n ? "-" : "";
  const text = String(minor < 0n ? -minor : minor).padStart(digits + 1, "0");
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

export function isNothing(amount: string): boolean {
  return !/[1-9]/.test(amount);
}
