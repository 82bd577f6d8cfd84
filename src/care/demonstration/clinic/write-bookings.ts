import type { Reference } from "../bundle.ts";
import { conditions } from "../catalogue/conditions.ts";
import { addAppointment } from "../chart/appointments.ts";
import { addVisit } from "../chart/encounters.ts";
import { roomOf } from "../organisation.ts";
import type { ClinicChart } from "./clinic-chart.ts";
import type { Booking } from "./diary.ts";

/** Writes the patient's lines of the diary, and the open visit of somebody who has arrived. */
export function writeBookings(clinic: ClinicChart, numberOf: (booking: Booking) => number): Map<Booking, Reference> {
  const { chart, bookings } = clinic;
  return new Map(
    bookings.map((booking) => {
      const reason = reasonOf(clinic, booking);
      const appointment = addAppointment(chart, booking, reason, numberOf(booking));
      const isThere = booking.status === "arrived" || booking.status === "checked-in";
      if (isThere && chart.calendar.isPast(booking.start)) {
        addVisit(chart, {
          start: booking.start,
          minutes: booking.minutes,
          provider: booking.provider,
          reason,
          appointment,
          open: booking.status === "checked-in" ? "in the room" : "arrived",
          type: visitOf(booking),
          location: roomOf(booking.provider, booking.site),
        });
      }
      return [booking, appointment];
    }),
  );
}

function visitOf({ provider }: Booking): "physiotherapy" | "speechTherapy" | "consultation" {
  if (provider.profession === "speech-therapist") return "speechTherapy";
  return provider.profession === "physiotherapist" ? "physiotherapy" : "consultation";
}

/** What a booking says that somebody comes for. */
export function reasonOf({ profile, afflictions, speechReason }: ClinicChart, booking: Booking): string {
  if (booking.provider.profession === "speech-therapist") return speechReason ?? "Speech therapy";
  if (booking.provider.profession === "physiotherapist") {
    const course = profile.courses[profile.courses.length - 1];
    return course === undefined ? "First physiotherapy assessment" : conditions[course.condition].text;
  }
  const affliction = afflictions[booking.start.day % Math.max(1, afflictions.length)];
  return affliction === undefined ? "New patient check" : affliction.line.visit;
}
