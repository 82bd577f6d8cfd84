/** What is Wardbook's own in what the public asks for. R4 has no elements for these. */
export const extensionUrl = {
  /** Appointment: until when a time is kept for whoever asked for it, valueInstant. */
  heldUntil: "urn:wardbook:held-until",
  /** Appointment: why it was booked although something spoke against it; see the calendar. */
  overrideReason: "urn:wardbook:booked-although",
} as const;

/** `Appointment.appointmentType` of a time that somebody asked for on the public page, until staff confirm it. */
export const heldType = { system: "urn:wardbook:appointment-type", code: "held-for-public" } as const;

/** The page's own number of a booking: see the calendar. */
export const requestSystem = "urn:wardbook:booking-request";
