import type { Reference } from "../bundle.ts";
import type { Booking } from "../clinic/diary.ts";
import { identifierSystem } from "../codes.ts";
import { roomOf } from "../organisation.ts";
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
    cancelationReason: cancelled ? { text: random.pick(cancellations) } : undefined,
    serviceType: [{ text: serviceOf(booking) }],
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
    ],
  });
}

function serviceOf({ provider }: Booking): string {
  switch (provider.profession) {
    case "physiotherapist":
      return "Physiotherapy";
    case "general-practitioner":
      return "General practice";
    case "practice-nurse":
    case "care-home-nurse":
    case "care-assistant":
      return "Nurse clinic";
  }
}
