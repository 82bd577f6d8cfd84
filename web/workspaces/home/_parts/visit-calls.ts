import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { fhir, matches } from "../../../app/api.ts";
import type { Appointment, Encounter } from "../../../ui/clinical/fhir-types.ts";
import { dayKey } from "./use-day.ts";
import { beginningVisit } from "./visit.ts";

const visitsKey = ["Encounter", "day"];

/** The visits of these appointments. */
export function useVisits(appointments: readonly Appointment[] | undefined, enabled: boolean) {
  const ids = (appointments ?? []).flatMap(({ id }) => id ?? []);
  return useQuery({
    queryKey: [...visitsKey, ids.toSorted()],
    queryFn: async ({ signal }) =>
      matches(
        await fhir.search<Encounter>(
          "Encounter",
          { appointment: ids.map((id) => `Appointment/${id}`).join(","), _count: 200 },
          { signal },
        ),
      ),
    enabled: enabled && ids.length > 0,
    staleTime: 10_000,
  });
}

type Visit = { readonly appointment: Appointment; readonly visit: Encounter | undefined };

/** Begins or ends a visit together with its appointment's state, and takes either back: both or neither is written. */
export function useVisitStep(practitioner: string | undefined, told: { readonly failed: (error: unknown) => void }) {
  const client = useQueryClient();
  return useMutation({
    networkMode: "always",
    mutationFn: ({ step, ...one }: Visit & { readonly step: "start" | "end" | "undo-start" | "undo-end" }) => {
      switch (step) {
        case "start":
          return start(one, practitioner);
        case "end":
          return end(one);
        case "undo-start":
          return change(one, "entered-in-error", { from: "checked-in", to: "arrived" });
        case "undo-end":
          return change(one, "in-progress", { from: "fulfilled", to: "checked-in" });
      }
    },
    onError: told.failed,
    onSettled: () => Promise.all([dayKey, visitsKey].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

async function start({ appointment }: Visit, practitioner: string | undefined): Promise<void> {
  const here =
    appointment.status === "booked"
      ? await fhir.update<Appointment>({ ...appointment, status: "arrived" })
      : appointment;
  const visit = beginningVisit(here, practitioner, new Date().toISOString());
  const isUnderWay = here.status === "checked-in";
  // Begun in another window meanwhile, it isn't begun twice.
  const unlessThere = new Map([[visit, `appointment=Appointment/${here.id ?? ""}&status=in-progress,finished`]]);
  const inside: Appointment = { ...here, status: "checked-in" };
  await fhir.transact([...(isUnderWay ? [] : [inside]), visit], {}, unlessThere);
}

async function end({ appointment, visit }: Visit): Promise<void> {
  if (visit === undefined) return;
  const ended: Encounter = { ...visit, status: "finished", period: { ...visit.period, end: new Date().toISOString() } };
  const done: Appointment = { ...appointment, status: "fulfilled" };
  await fhir.transact([...(appointment.status === "checked-in" ? [done] : []), ended]);
}

/** Back to where it was: what stands in the record by now is read first, since both were written a moment ago. */
async function change(
  { appointment }: Visit,
  status: "entered-in-error" | "in-progress",
  moved: { readonly from: Appointment["status"]; readonly to: Appointment["status"] },
): Promise<void> {
  const [now, encounters] = await Promise.all([
    fhir.read<Appointment>("Appointment", appointment.id ?? ""),
    fhir.search<Encounter>("Encounter", {
      appointment: `Appointment/${appointment.id ?? ""}`,
      status: "in-progress,finished",
    }),
  ]);
  const visits = matches(encounters).map(
    ({ period, ...visit }): Encounter => ({
      ...visit,
      status,
      period: period?.start === undefined ? {} : { start: period.start },
    }),
  );
  const back: Appointment = { ...now, status: moved.to };
  await fhir.transact([...(now.status === moved.from ? [back] : []), ...visits]);
}
