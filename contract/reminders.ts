import { z } from "zod";
import { instant, uuid } from "./common.ts";

/** `GET /api/reminders/settings`, `PUT /api/reminders/settings` (permission `policies.manage`). */
export const reminderSettings = z.object({
  on: z.boolean(),
  /** How long before an appointment. */
  hoursBefore: z.number().int().min(2).max(168),
  /** Whom mails are from, in words; empty: the organisation's name. It may tell less than that does. */
  calledAs: z
    .string()
    .trim()
    .max(80)
    .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u, "one line of letters, without control characters"),
  /** Whether mails name the branch. */
  namesBranch: z.boolean(),
  /** Whether this server sends mail at all. Given by the server. */
  mailIsSetUp: z.boolean().optional(),
});
export type ReminderSettings = z.infer<typeof reminderSettings>;

/** `GET /api/reminders/preference?patient=` — for those who see the patient. */
export const reminderPreferenceQuery = z.object({ patient: uuid });
export const reminderPreference = z.discriminatedUnion("on", [
  /** The organisation sends none: nobody's record is looked at. */
  z.object({ on: z.literal(false) }),
  z.object({
    on: z.literal(true),
    /** `not-asked`: nothing is sent. */
    answer: z.enum(["agreed", "refused", "not-asked"]),
    /** The address that mails go to; absent: none is recorded. */
    email: z.string().optional(),
    /** Of the patient's record. */
    version: z.number().int().positive(),
    mayChange: z.boolean(),
  }),
]);
export type ReminderPreference = z.infer<typeof reminderPreference>;
/** `PUT /api/reminders/preference` — answers `reminderPreference`. 409 `chart/precondition-failed`. */
export const changedReminderPreference = z.object({
  patientId: uuid,
  version: z.number().int().positive(),
  answer: z.enum(["agreed", "refused"]),
});
export type ChangedReminderPreference = z.infer<typeof changedReminderPreference>;

/** `GET /api/reminders/unsent` — what could not be sent for appointments still to come, as far as the caller sees these. */
export const unsentReminders = z.object({
  unsent: z.array(
    z.object({
      appointmentId: uuid,
      start: instant,
      patientId: uuid.optional(),
      patientName: z.string().optional(),
      /** `refused`: the mail server doesn't take it. `not-known`: the server stopped while it was being sent; it isn't sent twice. */
      why: z.enum(["refused", "not-known"]),
      what: z.enum(["reminder", "change"]),
    }),
  ),
});
export type UnsentReminders = z.infer<typeof unsentReminders>;
