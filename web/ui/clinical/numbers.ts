/** A dose exactly as ordered: no trailing zeros, a zero before the point, thousands apart. Doses are never rounded. */
export function formatDoseNumber(value: number): string {
  const plain = plainDecimal(value);
  const [whole = "0", fraction] = plain.split(".");
  const sign = whole.startsWith("-") ? "-" : "";
  const digits = sign === "" ? whole : whole.slice(1);
  // As ISMP advises for large doses: 1,000 not 1000.
  const grouped = digits.length >= 4 ? digits.replace(/\B(?=(\d{3})+$)/g, ",") : digits;
  return fraction === undefined ? `${sign}${grouped}` : `${sign}${grouped}.${fraction}`;
}

/** A measured value. Machines send fifteen digits; more than four significant ones are rounded away, never added. */
export function formatMeasured(value: number): string {
  const decimals = plainDecimal(value).split(".")[1]?.length ?? 0;
  if (decimals <= 3) return formatDoseNumber(value);
  const places = Math.abs(value) >= 100 ? 1 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
  return formatDoseNumber(Number(value.toFixed(places)));
}

function plainDecimal(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(20).replace(/\.?0+$/, "") : text;
}
