import { useMemo } from "react";
import type { MedicationRequest, MedicationStatement } from "../../../ui/clinical/fhir-types.ts";
import { type MedicineLine, sortMedicines } from "../../chart/_parts/medicines/medicine.ts";
import { useNow } from "../../chart/_parts/record/use-chart.ts";
import { useMedicationRequests, useMedicationStatements } from "../../chart/_parts/record/use-record.ts";
import { dosagesOf, type HowTaken, howTaken, whatFor } from "./medicine-words.ts";

export type OwnMedicine = MedicineLine & { readonly how: HowTaken; readonly purpose: string | undefined };

/** Orders and statements together, as the chart has them, with how each is taken in plain words. */
export function useOwnMedicines(record: { readonly patientId: string }) {
  const requests = useMedicationRequests(record);
  const statements = useMedicationStatements(record);
  const now = useNow();
  const data = useMemo(() => {
    if (requests.data === undefined || statements.data === undefined) return undefined;
    const included = new Map([...requests.data.included, ...statements.data.included]);
    const all: readonly (MedicationRequest | MedicationStatement)[] = [
      ...requests.data.matches,
      ...statements.data.matches,
    ];
    const byId = new Map(all.map((one) => [`${one.resourceType}/${one.id ?? ""}`, one]));
    const plain = (line: MedicineLine): OwnMedicine => {
      const medicine = byId.get(`${line.type}/${line.id}`);
      return {
        ...line,
        how: howTaken(medicine === undefined ? undefined : dosagesOf(medicine)),
        purpose: medicine === undefined ? undefined : whatFor(medicine),
      };
    };
    const { current, past } = sortMedicines(requests.data.matches, statements.data.matches, included, now);
    return {
      current: current.map(plain),
      past: past.map(plain),
      complete: requests.data.complete && statements.data.complete,
    };
  }, [requests.data, statements.data, now]);
  return { data, queries: [requests, statements] as const };
}
