import { patientLabelOf } from "./care/governance/index.ts";
import type { Caller } from "./custody/access/index.ts";
import { type Chart, ChartError } from "./custody/chart/index.ts";
import { type FhirResource, parseStoredText } from "./foundation/fhir/index.ts";
import type { ResourceId } from "./foundation/kernel/index.ts";

/** "Nora Halloran, born 29-Feb-1948"; undefined for who may not read it, and of what isn't there. */
export function patientLabelFor(
  chart: Pick<Chart, "read">,
): (caller: Caller, patient: ResourceId) => Promise<string | undefined> {
  return async (caller, patient) => {
    try {
      const { value } = await chart.read(caller, { type: "Patient", id: patient });
      return patientLabelOf(parseStoredText(value.body.toString()) as FhirResource);
    } catch (error) {
      if (error instanceof ChartError) return undefined;
      throw error;
    }
  };
}
