import { useMemo } from "react";
import { useNow } from "../record/use-chart.ts";
import { useMedicationRequests, useMedicationStatements } from "../record/use-record.ts";
import { type MedicineLine, sortMedicines } from "./medicine.ts";

export type Medicines = {
  readonly current: readonly MedicineLine[];
  readonly past: readonly MedicineLine[];
  readonly complete: boolean;
};

/** Orders and statements together. Both must have come: half a list of medicines is worse than none. */
export function useMedicines(chart: { readonly patientId: string }) {
  const requests = useMedicationRequests(chart);
  const statements = useMedicationStatements(chart);
  const now = useNow();
  const data = useMemo((): Medicines | undefined => {
    if (requests.data === undefined || statements.data === undefined) return undefined;
    const included = new Map([...requests.data.included, ...statements.data.included]);
    return {
      ...sortMedicines(requests.data.matches, statements.data.matches, included, now),
      complete: requests.data.complete && statements.data.complete,
    };
  }, [requests.data, statements.data, now]);
  return { data, queries: [requests, statements] as const };
}
