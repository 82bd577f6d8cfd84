import { hasCode } from "./codes.ts";
import type { ReferenceRange } from "./fhir-types.ts";
import { joined, measuredNumber } from "./quantities.ts";
import { measuredUnit } from "./units.ts";
import { say } from "./words/index.ts";

/** The band to judge by: the normal one, or the only one. A therapeutic or treatment band is not a normal band. */
export function normalRange(ranges: readonly ReferenceRange[] | undefined): ReferenceRange | undefined {
  return (
    ranges?.find((range) => hasCode(range.type, "normal")) ??
    ranges?.find((range) => range.type === undefined) ??
    ranges?.[0]
  );
}

/** "3.5–5.3 mmol/L", "at least 96%", "up to 5 mg/L", or the laboratory's own words. @param words the reader's, where nothing else is asked for */
export function formatRange(range: ReferenceRange | undefined, words = say): string | undefined {
  const low = measuredNumber(range?.low);
  const high = measuredNumber(range?.high);
  const unit = measuredUnit(range?.high ?? range?.low ?? {});
  if (low !== undefined && high !== undefined) return joined(`${low}–${high}`, unit);
  if (low !== undefined) return words("atLeast", { value: joined(low, unit) });
  if (high !== undefined) return words("upTo", { value: joined(high, unit) });
  return range?.text;
}
