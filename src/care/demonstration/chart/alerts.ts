import type { Day } from "../calendar.ts";
import type { CareProvider } from "../staff.ts";
import type { Chart } from "./chart.ts";
import { raiseFlag } from "./safeguards.ts";

/** Raises a flag where the chart holds an allergy that can kill. */
export function allergyAlert(chart: Chart, from: Day, author: CareProvider): void {
  const grave = chart.allergies.filter((allergen) => allergen.criticality === "high");
  const first = grave[0];
  if (first === undefined) return;
  raiseFlag(chart, {
    category: "clinical",
    term: { text: `Severe allergy: ${grave.map(({ term }) => term.text.toLowerCase()).join(", ")}` },
    from,
    author,
  });
}
