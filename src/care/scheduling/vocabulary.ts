/** What is Wardbook's own in the resources of the calendar. R4 has no elements for these. */
export const extensionUrl = {
  /** HealthcareService: how long an appointment of this kind takes, valuePositiveInt. */
  minutes: "urn:wardbook:appointment-minutes",
  /** HealthcareService: how many patients one therapist, room or device has at a time, valuePositiveInt. */
  capacity: "urn:wardbook:appointment-capacity",
  /** HealthcareService: its colour in the calendar, valueCode. */
  colour: "urn:wardbook:appointment-colour",
  /** Appointment: when the patient arrived, came to the clinician and left, valueInstant. The server's to give. */
  arrivedAt: "urn:wardbook:arrived-at",
  startedAt: "urn:wardbook:started-at",
  finishedAt: "urn:wardbook:finished-at",
  /** Appointment: why it was booked although something spoke against it, valueString. */
  overrideReason: "urn:wardbook:booked-although",
} as const;

export const identifierSystem = {
  /** The client's own number of a booking. */
  request: "urn:wardbook:booking-request",
  /** The number in the queue of a branch and a day. The server's to give. */
  queue: "urn:wardbook:queue-number",
} as const;

/** Source: http://hl7.org/fhir/R4/valueset-appointment-cancellation-reason.html */
export const cancellationSystem = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason";
