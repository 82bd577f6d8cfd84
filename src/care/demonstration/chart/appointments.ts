import type { JsonObject } from "../../../foundation/fhir/index.ts";
import type { Reference } from "../bundle.ts";
import type { Booking } from "../clinic/diary.ts";
import { kindReference } from "../clinic/kinds.ts";
import { coding, hl7, identifierSystem } from "../codes.ts";
import { roomOf, siteBuilding } from "../organisation.ts";
import type { Random } from "../random.ts";
import { actor, type Chart, later, refer } from "./chart.ts";

/** Who cancelled, in HL7's words, and why. */
const cancellations = [
  ["pat", "Unwell"],
  ["pat", "Work came up"],
  ["pat", "No transport"],
  ["pat", "Feels better"],
  ["pat", "Moved to another week by telephone"],
  ["prov", "Clinician called away"],
] as const;

function cancelled([code, text]: (typeof cancellations)[number]): JsonObject {
  const display = code === "pat" ? "Patient" : "Provider";
  return { coding: [coding(hl7("appointment-cancellation-reason"), code, display)], text };
}

/** One line of the diary as an Appointment. */
export function addAppointment(chart: Chart, booking: Booking, reason: string, number: number): Reference {
  const { calendar } = chart;
  const random = chart.random.fork(`booking/${number}`);
  const isCancelled = booking.status === "cancelled";
  return chart.bundle.add("Appointment", {
    identifier: [{ system: identifierSystem.appointment, value: `A-${50_000 + number}` }],
    status: booking.status,
    extension: timesOfVisit(chart, booking, random.fork("times")),
    cancelationReason: isCancelled ? cancelled(random.pick(cancellations)) : undefined,
    serviceType: [{ text: booking.kind.name }],
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
      { actor: refer(chart.subject), status: isCancelled ? "declined" : "accepted" },
      { actor: actor(booking.provider), status: "accepted" },
      { actor: refer(roomOf(booking.provider, booking.site)), status: "accepted" },
      { actor: refer(kindReference(booking.kind)), status: "accepted" },
      { actor: refer(siteBuilding(booking.site)), status: "accepted" },
    ],
  });
}

/** When somebody who came arrived, went in and left. */
function timesOfVisit({ calendar }: Chart, booking: Booking, random: Random): JsonObject[] | undefined {
  const { status, start, minutes } = booking;
  if (status !== "arrived" && status !== "checked-in" && status !== "fulfilled") return undefined;
  const isPast = calendar.now.day > start.day;
  const now = isPast ? 1439 : calendar.now.minute;
  const at = (url: string, minute: number) => ({
    url,
    valueInstant: calendar.instant({ day: start.day, minute: Math.max(0, Math.min(now, minute)) }),
  });
  const came = Math.min(start.minute, now) - random.integer(2, 11);
  const arrived = at("urn:wardbook:arrived-at", came);
  if (status === "arrived") return [arrived];
  const inside = start.minute + random.integer(-1, 6);
  const started = at("urn:wardbook:started-at", Math.max(came, inside));
  if (status === "checked-in") return [arrived, started];
  // Whoever began late is through in time all the same: the next one waits.
  return [arrived, started, at("urn:wardbook:finished-at", start.minute + minutes - random.integer(0, 3))];
}
