/** `Appointment.status` of R4. */
export const statuses = [
  "proposed",
  "pending",
  "waitlist",
  "booked",
  "arrived",
  "checked-in",
  "fulfilled",
  "noshow",
  "cancelled",
  "entered-in-error",
] as const;
export type AppointmentStatus = (typeof statuses)[number];

/** What may follow on what. `checked-in` is: with the clinician. Steps back are there for what was pressed by mistake. */
export const transitions: Readonly<Record<AppointmentStatus, readonly AppointmentStatus[]>> = {
  proposed: ["pending", "waitlist", "booked", "cancelled", "entered-in-error"],
  pending: ["proposed", "waitlist", "booked", "cancelled", "entered-in-error"],
  waitlist: ["proposed", "pending", "booked", "cancelled", "entered-in-error"],
  booked: ["pending", "waitlist", "arrived", "noshow", "cancelled", "entered-in-error"],
  arrived: ["booked", "checked-in", "noshow", "cancelled", "entered-in-error"],
  "checked-in": ["arrived", "fulfilled", "cancelled", "entered-in-error"],
  fulfilled: ["checked-in", "entered-in-error"],
  noshow: ["booked", "arrived", "entered-in-error"],
  cancelled: ["booked", "waitlist", "entered-in-error"],
  "entered-in-error": [],
};

/** Whether an appointment of this status has its places: nobody else can be booked there. */
export const hasPlaces: Readonly<Record<AppointmentStatus, boolean>> = {
  proposed: false,
  pending: true,
  waitlist: false,
  booked: true,
  arrived: true,
  "checked-in": true,
  fulfilled: true,
  noshow: false,
  cancelled: false,
  "entered-in-error": false,
};

export function isStatus(text: unknown): text is AppointmentStatus {
  return (statuses as readonly unknown[]).includes(text);
}

/** Whether it may become that. What stays as it is always may. */
export function mayBecome(from: AppointmentStatus, to: AppointmentStatus): boolean {
  return from === to || transitions[from].includes(to);
}

/** The step back. Nothing leads back from what has none. */
export const undoOf: Readonly<Partial<Record<AppointmentStatus, AppointmentStatus>>> = {
  arrived: "booked",
  "checked-in": "arrived",
  fulfilled: "checked-in",
  noshow: "booked",
  cancelled: "booked",
};

const words: Readonly<Record<AppointmentStatus, string>> = {
  proposed: "proposed",
  pending: "not confirmed yet",
  waitlist: "on the waiting list",
  booked: "booked",
  arrived: "there: the patient has arrived",
  "checked-in": "under way: the patient is with the clinician",
  fulfilled: "done",
  noshow: "marked as missed",
  cancelled: "cancelled",
  "entered-in-error": "marked as entered in error",
};

/** Why it can't become that, for whoever tried. */
export function refusalOf(from: AppointmentStatus, to: AppointmentStatus): string {
  const next = transitions[from];
  const can = next.length === 0 ? "nothing follows on that" : `it can become ${next.join(", ")}`;
  return `the appointment is ${words[from]}, so it can't become ${to}: ${can}`;
}
