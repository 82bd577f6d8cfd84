import { queryOptions } from "@tanstack/react-query";
import type { Resource } from "../../../app/api.ts";
import { conceptTitle, referenceId } from "../../../ui/clinical/codes.ts";
import { instantOf } from "../../../ui/clinical/dates.ts";
import type { Address, Appointment } from "../../../ui/clinical/fhir-types.ts";
import { actorName } from "../../chart/_parts/record/actor-name.ts";
import { searchAll } from "../../chart/_parts/record/search-all.ts";
import { appointmentStates, appointmentWords } from "./appointment-words.ts";

export type AppointmentLine = {
  readonly id: string;
  readonly what: string;
  readonly start: string | undefined;
  readonly startsAt: number | undefined;
  readonly endsAt: number | undefined;
  readonly withWhom: string | undefined;
  readonly where: string | undefined;
  /** What is to be known of it: cancelled, not confirmed … */
  readonly state: string | undefined;
  /** One that somebody goes to. */
  readonly holds: boolean;
};

/** Every appointment, newest first, with those who give it and where. */
export const appointmentsQuery = (patientId: string) =>
  queryOptions({
    queryKey: ["chart", patientId, "Appointment", "own"],
    queryFn: ({ signal }) =>
      searchAll<Appointment>(
        "Appointment",
        {
          patient: patientId,
          _sort: "-date",
          _include: ["Appointment:practitioner", "Appointment:location"],
        },
        signal,
      ),
    staleTime: 60_000,
  });

const over = new Set(["cancelled", "noshow", "proposed", "pending", "waitlist"]);

export function appointmentLine(appointment: Appointment, included: ReadonlyMap<string, Resource>): AppointmentLine {
  const { id = "", status, start, end, description, serviceType, appointmentType, participant = [] } = appointment;
  const kindOf = (reference: string | undefined) => /(?:^|\/)([A-Z][A-Za-z]+)\/[^/]+$/.exec(reference ?? "")?.[1];
  const people = participant.filter(({ actor }) => !["Patient", "Location"].includes(kindOf(actor?.reference) ?? ""));
  const places = participant.filter(({ actor }) => kindOf(actor?.reference) === "Location");
  const names = people.flatMap(({ actor }) => actorName(actor, included) ?? []);
  const where = places.map(({ actor }) =>
    [actorName(actor, included), addressOf(included.get(`Location/${referenceId(actor) ?? ""}`))]
      .filter((part) => part !== undefined)
      .join(", "),
  );
  return {
    id,
    what: description ?? conceptTitle(serviceType?.[0]) ?? conceptTitle(appointmentType) ?? appointmentWords.unnamed,
    start,
    startsAt: instantOf(start),
    endsAt: instantOf(end),
    withWhom: names.length === 0 ? undefined : names.join(", "),
    where: where.length === 0 ? undefined : where.join("; "),
    state: appointmentStates[status],
    holds: !over.has(status),
  };
}

function addressOf(place: Resource | undefined): string | undefined {
  const address = (place as (Resource & { readonly address?: Address }) | undefined)?.address;
  if (address === undefined) return undefined;
  const { text, line = [], city, postalCode } = address;
  const parts = text ?? [...line, city, postalCode].filter((part) => part !== undefined && part !== "").join(", ");
  return parts === "" ? undefined : parts;
}

/** To come (soonest first; one without a time, too) and earlier (newest first). Mistakes are left out. */
export function splitAppointments(
  appointments: readonly Appointment[],
  included: ReadonlyMap<string, Resource>,
  now: number,
): { readonly coming: readonly AppointmentLine[]; readonly past: readonly AppointmentLine[] } {
  const lines = appointments
    .filter(({ status }) => status !== "entered-in-error")
    .map((appointment) => appointmentLine(appointment, included));
  const ends = ({ startsAt, endsAt }: AppointmentLine) => endsAt ?? startsAt ?? Number.POSITIVE_INFINITY;
  const begins = ({ startsAt }: AppointmentLine) => startsAt ?? Number.POSITIVE_INFINITY;
  return {
    coming: lines.filter((line) => ends(line) >= now).sort((a, b) => begins(a) - begins(b)),
    past: lines.filter((line) => ends(line) < now).sort((a, b) => begins(b) - begins(a)),
  };
}
