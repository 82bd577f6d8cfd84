import type { JsonObject } from "../../../foundation/fhir/index.ts";
import type { Reference } from "../bundle.ts";
import type { Booking } from "../clinic/diary.ts";
import { kindReference, usualKind } from "../clinic/kinds.ts";
import { identifierSystem } from "../codes.ts";
import { clinicBuilding, roomOf } from "../organisation.ts";
import { actor, type Chart, later, refer } from "./chart.ts";

const cancellations = [
  "Unwell",
  "Work came up",
  "No transport",
  "Feels better",
  "Moved to another week by telephone",
] as const;

/** One line of the diary as an Appointment. */
export function addAppointment(chart: Chart, booking: Booking, reason: string, number: number): Reference {
  const { calendar, random } = chart;
  const cancelled = booking.status === "cancelled";
  return chart.bundle.add("Appointment", {
    identifier: [{ system: identifierSystem.appointment, value: `A-${50_000 + number}` }],
    status: booking.status,
    extension: timesOfVisit(chart, booking),
    cancelationReason: cancelled ? { text: random.pick(cancellations) } : undefined,
    serviceType: [{ text: usualKind(booking.provider).name }],
    reasonCode: [{ text: reason }],
    description: reason,
    start: calendar.instant(booking.start),
    end: calendar.instant(later(booking.start, booking.minutes)),
    minutesDuration: booking.minutes,
    created: calendar.instant(booking.bookedOn),
    comment: random.chance(0.12)
      ? random.pick([
          "Asked for the ground floor",
          "Prefers a text message",
          "Brings the splint along",
          "First name terms",
          "Needs an interpreter",
        ])
      : undefined,
    participant: [
      { actor: refer(chart.subject), status: cancelled ? "declined" : "accepted" },
      { actor: actor(booking.provider), status: "accepted" },
      { actor: refer(roomOf(booking.provider)), status: "accepted" },
      { actor: refer(kindReference(usualKind(booking.provider))), status: "accepted" },
      { actor: refer(clinicBuilding), status: "accepted" },
    ],
  });
}

/** When somebody who is there arrived, and came in. */
function timesOfVisit({ calendar }: Chart, { status, start }: Booking): JsonObject[] | undefined {
  if (status !== "arrived" && status !== "checked-in") return undefined;
  const due = Math.min(start.minute, calendar.now.minute);
  const at = (url: string, minute: number) => ({
    url,
    valueInstant: calendar.instant({ day: start.day, minute: Math.max(0, minute) }),
  });
  const arrived = at("urn:wardbook:arrived-at", due - 4);
  return status === "arrived" ? [arrived] : [arrived, at("urn:wardbook:started-at", due)];
}
