import type { Caller } from "../../../custody/access/index.ts";
import type { Chart } from "../../../custody/chart/index.ts";
import type { ResourceId } from "../../../foundation/kernel/index.ts";

/** What the ledger says of a look at who looked, in the patient's own part of it. */
export const looked = { action: "accesses", detail: "saw who looked at this record" } as const;

/** Witnesses the look of somebody who must be allowed to read the record. @throws ChartError `chart/not-found` */
export async function witnessPatientLook(
  chart: Pick<Chart, "withPatient">,
  caller: Caller,
  patient: ResourceId,
  what: { readonly action: "accesses"; readonly detail: string } = looked,
): Promise<void> {
  await chart.withPatient(caller, patient, {
    needs: { interaction: "read", type: "Patient" },
    entry: () => what,
    run: async () => undefined,
  });
}
