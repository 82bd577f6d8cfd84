import { numberText } from "../raw-number.ts";
import type { JsonValue } from "../types.ts";

/** An exact decimal number: `digits` × 10^`exponent`. */
export type Decimal = { readonly digits: bigint; readonly exponent: number };

const decimalText = /^([+-]?)([0-9]{1,100})(?:\.([0-9]{1,100}))?(?:[eE]([+-]?[0-9]{1,3}))?$/;

/** Exact value of a decimal with at most 200 digits and an exponent within ±999; undefined for any other text. */
export function parseDecimal(text: string): Decimal | undefined {
  const found = decimalText.exec(text);
  if (found === null) return undefined;
  const [, sign, whole = "", fraction = "", exponent = "0"] = found;
  const digits = BigInt(whole + fraction);
  return { digits: sign === "-" ? -digits : digits, exponent: Number(exponent) - fraction.length };
}

/** A stored JSON number, digit for digit. */
export function storedDecimal(value: JsonValue | undefined): Decimal | undefined {
  const text = numberText(value);
  return text === undefined ? undefined : parseDecimal(text);
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const exponent = Math.min(a.exponent, b.exponent);
  const difference = scaled(a, exponent) - scaled(b, exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return { digits: scaled(a, exponent) + scaled(b, exponent), exponent };
}

export function negateDecimal({ digits, exponent }: Decimal): Decimal {
  return { digits: -digits, exponent };
}

/** Half of the last stated place: what lies within it rounds to the number as written. */
export function halfPlace({ exponent }: Decimal): Decimal {
  return { digits: 5n, exponent: exponent - 1 };
}

/** A tenth of the number, without its sign. */
export function tenth({ digits, exponent }: Decimal): Decimal {
  return { digits: digits < 0n ? -digits : digits, exponent: exponent - 1 };
}

export function decimalNumber({ digits, exponent }: Decimal): number {
  return Number(`${digits}e${exponent}`);
}

function scaled({ digits, exponent }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(exponent - to);
}
