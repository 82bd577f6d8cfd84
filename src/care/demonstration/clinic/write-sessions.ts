import type { Reference } from "../bundle.ts";
import { later } from "../chart/chart.ts";
import { fileNote } from "../chart/documents.ts";
import { addVisit } from "../chart/encounters.ts";
import { speechTherapyNote } from "../notes/speech-therapy-note.ts";
import { roomOf } from "../organisation.ts";
import type { ClinicChart } from "./clinic-chart.ts";
import type { Booking } from "./diary.ts";
import { group } from "./kinds.ts";
import { reasonOf } from "./write-bookings.ts";

/** Writes what was done of the diary's groups, which have a register and no notes, and of its speech therapy. */
export function writeSessions(clinic: ClinicChart, appointmentOf: ReadonlyMap<Booking, Reference>): void {
  const { chart, bookings } = clinic;
  const random = chart.random.fork("sessions");
  for (const booking of bookings) {
    const isSpeech = booking.provider.profession === "speech-therapist";
    if (booking.status !== "fulfilled" || !(isSpeech || booking.kind === group)) continue;
    const encounter = addVisit(chart, {
      start: booking.start,
      minutes: booking.minutes,
      provider: booking.provider,
      type: isSpeech ? "speechTherapy" : "physiotherapy",
      reason: reasonOf(clinic, booking),
      appointment: appointmentOf.get(booking),
      location: roomOf(booking.provider, booking.site),
    });
    if (!isSpeech) continue;
    fileNote(chart, {
      written: later(booking.start, booking.minutes - 4),
      title: "Speech therapy",
      kind: "progress",
      author: booking.provider,
      encounter,
      text: speechTherapyNote(reasonOf(clinic, booking), chart.words, chart.deck, random),
    });
  }
}
