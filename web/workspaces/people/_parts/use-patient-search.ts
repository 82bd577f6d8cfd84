import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type Bundle, fhir, included, matches, nextPage } from "../../../app/api.ts";
import type { Patient } from "../../../ui/clinical/fhir-types.ts";
import { patientName } from "../../../ui/patient-words.ts";
import { type Recognised, recognise } from "./recognise.ts";

export const pageOfResults = 40;

export type PatientSearch = {
  readonly recognised: Recognised;
  readonly patients: readonly Patient[] | undefined;
  /** Those and the records into which some of them were merged, as far as they are seen, by id. */
  readonly seen: ReadonlyMap<string, Patient>;
  /** There are more than fit. */
  readonly more: boolean;
  /** The patients shown answer an earlier text. */
  readonly stale: boolean;
  readonly error: unknown;
  readonly again: () => void;
};

/** Patients that fit a text being typed: asks 120 ms after the last key, and drops a question that a later key has overtaken. */
export function usePatientSearch(text: string, count = pageOfResults): PatientSearch {
  const [settled] = useDebouncedValue(text, 120);
  const recognised = recognise(settled);
  const parameters = recognised.kind === "search" ? recognised.parameters : undefined;
  const search = useQuery({
    queryKey: ["Patient", "search", parameters, count],
    queryFn: ({ signal }) =>
      fhir.search<Patient>("Patient", { ...parameters, _include: "Patient:link", _count: count }, { signal }),
    enabled: parameters !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const bundle = parameters === undefined ? undefined : search.data;
  return {
    recognised,
    patients:
      bundle === undefined
        ? undefined
        : matches(bundle).toSorted((a, b) => patientName(a).localeCompare(patientName(b))),
    seen: seenIn(bundle),
    more: bundle !== undefined && nextPage(bundle) !== undefined,
    stale: text !== settled || search.isPlaceholderData || search.isFetching,
    error: parameters === undefined ? null : search.error,
    again: () => void search.refetch(),
  };
}

/** Every patient of a search's answer by id, those that came along included. */
export function seenIn(bundle: Bundle<Patient> | undefined): ReadonlyMap<string, Patient> {
  if (bundle === undefined) return new Map();
  const along = [...included<Patient>(bundle, "Patient").values()];
  return new Map([...matches(bundle), ...along].flatMap((one) => (one.id === undefined ? [] : [[one.id, one]])));
}
