import { hasCode } from "./codes.ts";
import type { ReferenceRange } from "./fhir-types.ts";
import { formatMeasured } from "./numbers.ts";
import { joined } from "./quantities.ts";
import { measuredUnit } from "./units.ts";

/** The band to judge by: the normal one, or the only one. A therapeutic or treatment band is not a normal band. */
export function normalRange(ranges: readonly ReferenceRange[] | undefined): ReferenceRange | undefined {
  return (
    ranges?.find((range) => hasCode(range.type, "normal")) ??
    ranges?.find((range) => range.type === undefined) ??
    ranges?.[0]
  );
}

/** "3.5–5.3 mmol/L", "at least 96%", "up to 5 mg/L", or the laboratory's own words. */
export function formatRange(range: ReferenceRange | undefined): string | undefined {
  const low = range?.low;
  const high = range?.high;
  const unit = measuredUnit(high ?? low ?? {});
  if (low?.value !== undefined && high?.value !== undefined)
    return joined(`${formatMeasured(low.value)}–${formatMeasured(high.value)}`, unit);
  if (low?.value !== undefined) return `at least ${joined(formatMeasured(low.value), unit)}`;
  if (high?.value !== undefined) return `up to ${joined(formatMeasured(high.value), unit)}`;
  return range?.text;
}
