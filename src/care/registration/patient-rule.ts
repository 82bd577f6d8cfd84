import { ChartError, type ProposedChange, type Ruled, type WriteRule } from "../../custody/chart/index.ts";
import { linksText } from "./links.ts";
import { patientNumbers } from "./patient-number.ts";
import { expectPhotos } from "./photo-rule.ts";
import type { PatientRulePorts } from "./ports.ts";

/**
 * What patients' own records may become, whoever writes them and by whatever way: numbers are the server's to give, photos are small
 * pictures without a word, and who replaces whom is changed by merging and by undoing it, for both look at the two records. History from elsewhere keeps its links.
 */
export function patientRule(ports: PatientRulePorts): WriteRule {
  const numbered = patientNumbers(ports);
  return async ({ caller, action, id, previous, next }: ProposedChange): Promise<Ruled> => {
    if (next === undefined) return {};
    if (action !== "import") expectPhotos(previous, next);
    const { tenant } = caller;
    const isChanged = linksText(previous) !== linksText(next);
    if (!isChanged || action === "import") return numbered(tenant, action, previous, next);
    const merge = ports.gate.passing(tenant, id);
    // Another change of the same record at this moment isn't that merge.
    if (merge === undefined || merge.links !== linksText(next))
      throw new ChartError(
        "chart/against-rule",
        "which record replaces which is changed by merging them, or by undoing that: POST /api/registration/merges",
        { path: "Patient.link" },
      );
    const ruled = await numbered(tenant, action, previous, next);
    return {
      ...ruled,
      async alongside(tx) {
        await ruled.alongside?.(tx);
        await ports.record(tx, caller, merge.act, [merge.replaced, merge.survivor]);
      },
    };
  };
}
