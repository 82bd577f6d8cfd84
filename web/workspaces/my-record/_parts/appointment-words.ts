import type { AppointmentStatus } from "../../../ui/clinical/fhir-types.ts";

export const appointmentWords = {
  title: "Appointments",
  about: "Where to be, when, and with whom.",
  coming: "To come",
  past: "Earlier",
  none: "No appointment is booked.",
  nonePast: "No earlier appointment is written down.",
  unnamed: "Appointment",
  noTime: "The time isn’t written down yet.",
  with: "With",
  noWhom: "With whom isn’t written down.",
  where: "Where:",
  noPlace: "The place isn’t written down.",
  calendar: "Put it in my calendar",
  file: "appointment.ics",
} as const;

/** Only what somebody has to know of: one that is booked, or took place, is nothing special. */
export const appointmentStates: Readonly<Partial<Record<AppointmentStatus, string>>> = {
  proposed: "Proposed, not booked yet.",
  pending: "Not confirmed yet.",
  waitlist: "On the waiting list.",
  cancelled: "Cancelled.",
  noshow: "Written down as missed.",
};
