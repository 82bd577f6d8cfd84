import type { AppointmentStatus } from "../../../ui/clinical/fhir-types.ts";
import { say } from "../words/index.ts";

export const appointmentWords = {
  title: say("appointments"),
  about: say("appointmentsAbout"),
  coming: say("coming"),
  past: say("past"),
  none: say("noneBooked"),
  nonePast: say("nonePast"),
  unnamed: say("appointment"),
  noTime: say("noTime"),
  with: (who: string) => say("withWhom", { who }),
  noWhom: say("noWhom"),
  where: (place: string) => say("wherePlace", { place }),
  noPlace: say("noPlace"),
  calendar: say("toCalendar"),
  file: "appointment.ics",
} as const;

/** Only what somebody has to know of: one that is booked, or took place, is nothing special. */
export const appointmentStates: Readonly<Partial<Record<AppointmentStatus, string>>> = {
  proposed: say("proposed"),
  pending: say("pending"),
  waitlist: say("waitlist"),
  cancelled: say("cancelled"),
  noshow: say("missed"),
};
