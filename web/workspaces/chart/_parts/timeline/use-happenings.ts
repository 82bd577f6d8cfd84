import { useMemo } from "react";
import { useEncounters, useImmunizations, useNotes, useProcedures } from "../record/use-record.ts";
import { type Happening, happenings } from "./timeline.ts";

/** Everything that happened to the person, as far as the chart knows. */
export function useHappenings(chart: { readonly patientId: string }) {
  const encounters = useEncounters(chart);
  const notes = useNotes(chart);
  const procedures = useProcedures(chart);
  const immunizations = useImmunizations(chart);
  const data = useMemo((): { readonly list: readonly Happening[]; readonly complete: boolean } | undefined => {
    if (
      encounters.data === undefined ||
      notes.data === undefined ||
      procedures.data === undefined ||
      immunizations.data === undefined
    )
      return undefined;
    const all = [encounters.data, notes.data, procedures.data, immunizations.data];
    return {
      list: happenings({
        encounters: encounters.data.matches,
        notes: notes.data.matches,
        procedures: procedures.data.matches,
        immunizations: immunizations.data.matches,
        included: new Map(all.flatMap((one) => [...one.included])),
      }),
      complete: all.every((one) => one.complete),
    };
  }, [encounters.data, notes.data, procedures.data, immunizations.data]);
  return { data, queries: [encounters, notes, procedures, immunizations] as const };
}
