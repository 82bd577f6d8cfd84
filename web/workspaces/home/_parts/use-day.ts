import { useQuery } from "@tanstack/react-query";
import { type Bundle, fhir, included, matches, nextPage, type RequestOptions } from "../../../app/api.ts";
import type { Appointment, Patient } from "../../../ui/clinical/fhir-types.ts";

export type Day = { readonly appointments: readonly Appointment[]; readonly patients: ReadonlyMap<string, Patient> };

const mostPages = 10;
/** What is asked again when the server says that an appointment changed. */
export const dayKey = ["Appointment", "day"];

/** The appointments of one local day, earliest first, with their patients. `practitioner` narrows to one person's list. */
export function useDay(day: string, practitioner?: string) {
  return useQuery({
    queryKey: [...dayKey, day, practitioner],
    queryFn: ({ signal }) => readDay(day, practitioner, { signal }),
    refetchInterval: 60_000,
    staleTime: 10_000,
  });
}

async function readDay(day: string, practitioner: string | undefined, options: RequestOptions): Promise<Day> {
  const [from, until] = dayBounds(day);
  const appointments: Appointment[] = [];
  const patients = new Map<string, Patient>();
  const take = (bundle: Bundle<Appointment>) => {
    appointments.push(...matches(bundle));
    for (const [reference, patient] of included<Patient>(bundle, "Patient")) patients.set(reference, patient);
  };
  let bundle = await fhir.search<Appointment>(
    "Appointment",
    { date: [`ge${from}`, `lt${until}`], practitioner, _include: "Appointment:patient", _count: 200 },
    options,
  );
  take(bundle);
  for (let page = 1; page < mostPages; page += 1) {
    const next = nextPage(bundle);
    if (next === undefined) break;
    bundle = await fhir.page<Appointment>(next, options);
    take(bundle);
  }
  return {
    appointments: appointments
      .filter((one) => one.status !== "entered-in-error")
      .toSorted((a, b) => Date.parse(a.start ?? "") - Date.parse(b.start ?? "")),
    patients,
  };
}

/** First instant of a local day and of the next. */
export function dayBounds(day: string): readonly [string, string] {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return [new Date(year, month - 1, date).toISOString(), new Date(year, month - 1, date + 1).toISOString()];
}
