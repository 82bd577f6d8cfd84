/** An amount in the currency's smallest unit. A bigint, so that no floating point gets near it. */
export type Minor = bigint;

/** Digits after the point, of currencies that haven't two. Source: ISO 4217, table A.1. */
const digitsByCurrency: ReadonlyMap<string, number> = new Map(
  [
    [0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"],
    [3, "BHD IQD JOD KWD LYD OMR TND"],
    [4, "CLF UYW"],
  ].flatMap(([digits, codes]) =>
    String(codes)
      .split(" ")
      .map((code) => [code, Number(digits)] as const),
  ),
);

/** @param currency ISO 4217, such as INR */
export function digitsOf(currency: string): number {
  return digitsByCurrency.get(currency) ?? 2;
}

const decimal = /^(-?)(\d{1,14})(?:\.(\d{1,10}))?$/;

/** A decimal text in the smallest unit; undefined where it is none, or says more than the currency has digits for. */
export function parseAmount(text: string, digits: number): Minor | undefined {
  const [, sign = "", whole = "", fraction = ""] = decimal.exec(text) ?? [];
  if (whole === "" || /[1-9]/.test(fraction.slice(digits))) return undefined;
  const minor = BigInt(whole + fraction.slice(0, digits).padEnd(digits, "0"));
  return sign === "-" ? -minor : minor;
}

/** With all the digits of its currency: 1250n of two digits is "12.50". */
export function amountText(amount: Minor, digits: number): string {
  const sign = amount < 0n ? "-" : "";
  const text = String(amount < 0n ? -amount : amount).padStart(digits + 1, "0");
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** A rate in millionths: "18" percent is 180000. @throws RangeError */
export function rateOf(percent: string): bigint {
  const rate = parseAmount(percent, 4);
  if (rate === undefined || rate < 0n)
    throw new RangeError("a rate in percent has at most four digits after the point");
  return rate;
}

/** A share of an amount, rounded to the smallest unit; halves away from nothing, as bills do. @param rate in millionths */
export function shareOf(amount: Minor, rate: bigint): Minor {
  const times = amount * rate;
  const half = times < 0n ? -500_000n : 500_000n;
  return (times + half) / 1_000_000n;
}

export function sumOf(amounts: readonly Minor[]): Minor {
  return amounts.reduce((sum, one) => sum + one, 0n);
}

export function lesser(one: Minor, other: Minor): Minor {
  return one < other ? one : other;
}
