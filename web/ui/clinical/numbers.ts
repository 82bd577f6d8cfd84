/** A dose exactly as ordered: no trailing zeros, a zero before the point, thousands apart. Doses are never rounded. */
export function formatDoseNumber(value: number): string {
  return grouped(plainDecimal(value));
}

const writtenDose =
  /(?<![\d.,])\d*\.\d+(?= ?(?:%|mg|mcg|micrograms?|nanograms?|g|kg|ml|l|units?|mmol|tablets?|capsules?|puffs?)(?![a-z]))/gi;

/** Doses in a text that somebody wrote: "5.0 mg" reads "5 mg" and ".5 mg" "0.5 mg". A lost point must not make ten times the dose. */
export function withReadableDoses(text: string): string {
  return text.replace(writtenDose, (amount) => amount.replace(/^\./, "0.").replace(/\.?0+$/, ""));
}

/** As ISMP advises for large numbers: 1,000 not 1000. */
function grouped(plain: string): string {
  const [whole = "0", fraction] = plain.split(".");
  const sign = whole.startsWith("-") ? "-" : "";
  const digits = sign === "" ? whole : whole.slice(1);
  const apart = digits.length >= 4 ? digits.replace(/\B(?=(\d{3})+$)/g, ",") : digits;
  return fraction === undefined ? `${sign}${apart}` : `${sign}${apart}.${fraction}`;
}

/**
 * A measured value with the digits it was recorded with: "5.0" was measured more exactly than "5". Machines send fifteen digits; more
 * than four significant ones are rounded away, never added.
 * @param digits as they were sent; see `digitsOf`
 */
export function formatMeasured(value: number, digits = String(value)): string {
  const [whole = "", fraction = ""] = digits.replace("-", "").split(".");
  const plain = /^-?\d+(?:\.\d+)?$/.test(digits);
  const significant = `${whole}${fraction}`.replace(/^0+/, "").length;
  if (plain && (fraction.length <= 3 || significant <= 4)) return grouped(digits);
  if ((plainDecimal(value).split(".")[1]?.length ?? 0) <= 3) return formatDoseNumber(value);
  const places = Math.abs(value) >= 100 ? 1 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
  return formatDoseNumber(Number(value.toFixed(places)));
}

function plainDecimal(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(20).replace(/\.?0+$/, "") : text;
}
