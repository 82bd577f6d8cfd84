import { z } from "zod";
import { instant, uuid } from "./common.ts";

/** Days and times of day are the organisation's own, in the `timeZone` that every answer names; instants are UTC. */
const day = z.iso.date().refine(within, "a day between 1900 and 2199");
const moment = instant.refine(within, "a moment between 1900 and 2199");
/** "09:30"; "24:00" is the end of a day. */
export const timeOfDay = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, "a time such as 09:30");
/** What a record can hold: no control characters but line breaks and tabs, no half of a character. */
const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\t\r\n])*$/u, "letters, without control characters");
function within(text: string): boolean {
  return text >= "1900" && text < "2200";
}
const version = z.number().int().positive();
const minutes = z.number().int().min(5).max(720);

export const weekdayName = z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
export type WeekdayName = z.infer<typeof weekdayName>;

/** Hours that come back every week. */
export const weeklyHours = z
  .array(z.object({ days: z.array(weekdayName).min(1).max(7), from: timeOfDay, until: timeOfDay }))
  .max(40);
export type WeeklyHours = z.infer<typeof weeklyHours>;

/** Beside the name of a kind. */
export const kindColour = z.enum(["blue", "cyan", "teal", "lime", "violet", "grape", "pink", "brown"]);
export type KindColour = z.infer<typeof kindColour>;

export const clinicBranch = z.object({ id: uuid, version, name: z.string(), opening: weeklyHours });
export const clinicRoom = z.object({ id: uuid, name: z.string(), branchId: uuid });
/** A kind of appointment. `capacity`: how many patients one therapist, room or device has at a time. */
export const clinicKind = z.object({
  id: uuid,
  version,
  name: z.string(),
  minutes,
  capacity: z.number().int().positive(),
  /** Where it is offered; everywhere when empty. */
  branchIds: z.array(uuid),
  active: z.boolean(),
  colour: kindColour.optional(),
});
export type ClinicKind = z.infer<typeof clinicKind>;
export const clinicTherapist = z.object({
  id: uuid,
  name: z.string(),
  /** At each branch: when they work, and which kinds they do there (all when empty). No hours: not known, and never warned of. */
  at: z.array(
    z.object({ branchId: uuid.optional(), hours: weeklyHours, kindIds: z.array(uuid), title: z.string().optional() }),
  ),
});
export type ClinicTherapist = z.infer<typeof clinicTherapist>;

/** `GET /api/scheduling/places` — what a calendar has columns for. It changes rarely. */
export const clinicPlaces = z.object({
  timeZone: z.string(),
  branches: z.array(clinicBranch),
  rooms: z.array(clinicRoom),
  kinds: z.array(clinicKind),
  therapists: z.array(clinicTherapist),
  /** What the caller may do here. Who doesn't see everybody has a calendar in which others' patients aren't: their role says so, whoever
   *  is booked. */
  may: z.object({ book: z.boolean(), configure: z.boolean(), seeEverybody: z.boolean() }),
});
export type ClinicPlaces = z.infer<typeof clinicPlaces>;

/** `requested`: proposed or pending in FHIR; `with-clinician`: checked-in; `done`: fulfilled. */
export const appointmentState = z.enum([
  "requested",
  "waiting-list",
  "booked",
  "arrived",
  "with-clinician",
  "done",
  "no-show",
  "cancelled",
]);
export type AppointmentState = z.infer<typeof appointmentState>;

/** `undo` goes one step back: arrived → booked, with-clinician → arrived, done → with-clinician, no-show → booked, cancelled → booked. */
export const appointmentAct = z.enum(["arrive", "start", "finish", "no-show", "cancel", "undo"]);
export type AppointmentAct = z.infer<typeof appointmentAct>;

const named = z.object({ id: uuid, name: z.string() });

export const clinicAppointment = z.object({
  id: uuid,
  version,
  state: appointmentState,
  /** Absent of one on the waiting list. */
  start: instant.optional(),
  end: instant.optional(),
  /** Absent where the caller may not see who it is, or it is about nobody. */
  patient: z
    .object({
      id: uuid,
      name: z.string(),
      number: z.string().optional(),
      birthDate: z.string().optional(),
      /** The record was merged into another one. */
      isMerged: z.boolean().optional(),
    })
    .optional(),
  kind: named.optional(),
  therapist: named.optional(),
  room: named.optional(),
  branchId: uuid.optional(),
  /** Number in the queue of its branch and day, given on arrival. */
  token: z.number().int().positive().optional(),
  arrivedAt: instant.optional(),
  startedAt: instant.optional(),
  finishedAt: instant.optional(),
  cancelReason: z.string().optional(),
  /** Why it was booked although something spoke against it. */
  overrideReason: z.string().optional(),
  /** Of one on the waiting list: since when, and between which days. */
  waiting: z.object({ since: instant, from: day.optional(), until: day.optional() }).optional(),
  /** What the caller may do now. The server refuses the rest. */
  may: z.array(z.enum(["move", ...appointmentAct.options])),
});
export type ClinicAppointment = z.infer<typeof clinicAppointment>;

/** When a therapist, a room or a whole branch isn't there. */
export const clinicAbsence = z.object({
  id: uuid,
  version,
  who: z.object({ kind: z.enum(["therapist", "room", "branch"]), id: uuid }),
  start: instant,
  end: instant,
  label: z.string().optional(),
});
export type ClinicAbsence = z.infer<typeof clinicAbsence>;

/** `GET /api/scheduling/board?branch=&from=2026-03-07&days=1` — one to seven days of a branch; `days` is 1 without it. Each patient's
 *  entry in the ledger says that they were shown. 404 `scheduling/unknown-branch`. */
export const boardQuery = z.object({ branch: uuid, from: day, days: z.coerce.number().int().min(1).max(7).default(1) });
export const clinicBoard = z.object({
  branchId: uuid,
  from: day,
  days: z.number().int(),
  timeZone: z.string(),
  /** The server's clock, to count waiting times from. */
  now: instant,
  /** By start; cancelled ones too. */
  appointments: z.array(clinicAppointment),
  absences: z.array(clinicAbsence),
});
export type ClinicBoard = z.infer<typeof clinicBoard>;

/** Why a time isn't as it should be. None of them tells who has it. `taken` can't be overridden, the others can, with a reason. */
export const bookingWarning = z.object({
  code: z.enum([
    "taken",
    "branch-closed",
    "therapist-off-hours",
    "therapist-away",
    "room-away",
    "past",
    "patient-busy",
    "kind-not-offered",
  ]),
  message: z.string(),
});
export type BookingWarning = z.infer<typeof bookingWarning>;

/** `GET /api/scheduling/free?kind=&from=2026-03-07&days=7&therapist=&branch=&room=&most=50` — times in working hours that nothing speaks
 *  against, earliest first. 404 `scheduling/unknown-kind`, `scheduling/unknown-branch`. */
export const freeTimesQuery = z.object({
  kind: uuid,
  from: day,
  days: z.coerce.number().int().min(1).max(31).default(7),
  therapist: uuid.optional(),
  branch: uuid.optional(),
  room: uuid.optional(),
  most: z.coerce.number().int().min(1).max(500).default(50),
});
export const freeTime = z.object({
  start: instant,
  end: instant,
  branchId: uuid.optional(),
  therapistId: uuid,
  roomId: uuid.optional(),
  /** Places that are left, of the kind's capacity. */
  left: z.number().int().positive(),
});
export type FreeTime = z.infer<typeof freeTime>;
export const freeTimes = z.object({ timeZone: z.string(), times: z.array(freeTime) });
export type FreeTimes = z.infer<typeof freeTimes>;

const override = z.object({ reason: words(300) }).optional();
/** Where and when. Absent minutes are the kind's. */
const place = {
  branchId: uuid,
  start: moment,
  minutes: minutes.optional(),
  therapistId: uuid.optional(),
  roomId: uuid.optional(),
};

/** `POST /api/scheduling/appointments` — 201 `bookedAppointment`; 200 with the same one where the `requestId` (a new UUID of the client's
 *  for each booking) was answered before. 409 `scheduling/taken` (somebody has the time, or it is full), 409 `scheduling/needs-reason`
 *  (answer `bookingRefusal`: send it again with `override`), 422 `scheduling/unsuitable`, `chart/unknown-patient`. */
export const newAppointment = z.object({
  requestId: uuid,
  patientId: uuid,
  kindId: uuid,
  ...place,
  /** `arrived`: somebody who walked in. */
  state: z.enum(["booked", "arrived"]).default("booked"),
  override,
});
export type NewAppointment = z.input<typeof newAppointment>;
export const bookedAppointment = z.object({
  appointment: clinicAppointment,
  warnings: z.array(bookingWarning),
  /** Of a move or a cancellation: how many on the waiting list would fit in the place that became free. */
  waitingForIt: z.number().int().nonnegative().optional(),
});
export type BookedAppointment = z.infer<typeof bookedAppointment>;
export const bookingRefusal = z.object({
  code: z.enum(["scheduling/taken", "scheduling/needs-reason"]),
  message: z.string(),
  warnings: z.array(bookingWarning),
});
export type BookingRefusal = z.infer<typeof bookingRefusal>;

/** `GET /api/scheduling/appointments/:id` — `clinicAppointment`. 404.
 *  `POST /api/scheduling/appointments/:id/move` — answers `bookedAppointment`; also gives somebody on the waiting list a place. What is left
 *  out stays. 404, 409 as of a booking, 409 `scheduling/changed-meanwhile` unless `version` is the current one (a resend of a move that
 *  was made is answered as made). */
export const moveAppointment = z.object({
  version,
  branchId: uuid.optional(),
  start: moment.optional(),
  minutes: minutes.optional(),
  /** null: nobody. */
  therapistId: uuid.nullable().optional(),
  roomId: uuid.nullable().optional(),
  kindId: uuid.optional(),
  override,
});
export type MoveAppointment = z.input<typeof moveAppointment>;

/** HL7's reasons of a cancellation: by the patient, by the practice, or another. */
export const cancelCode = z.enum(["patient", "practice", "other"]);
/** `POST /api/scheduling/appointments/:id/acts` — answers `bookedAppointment`. 404, 409 `scheduling/changed-meanwhile`,
 *  `scheduling/illegal-change`, `scheduling/taken` (an undo whose time somebody else has by now). A resend is answered as done. */
export const actOnAppointment = z.object({
  version,
  act: appointmentAct,
  /** Needed to cancel. */
  reason: z.object({ code: cancelCode, text: words(300).optional() }).optional(),
});
export type ActOnAppointment = z.input<typeof actOnAppointment>;

/** `POST /api/scheduling/series/preview` — writes nothing, answers `seriesPreview`. "21 sessions, weekdays at ten". */
export const seriesWish = z.object({
  patientId: uuid,
  kindId: uuid,
  branchId: uuid,
  therapistId: uuid.optional(),
  roomId: uuid.optional(),
  from: day,
  time: timeOfDay,
  weekdays: z.array(weekdayName).min(1).max(7),
  sessions: z.number().int().min(1).max(60),
  minutes: minutes.optional(),
});
export type SeriesWish = z.input<typeof seriesWish>;
export const seriesPreview = z.object({
  timeZone: z.string(),
  sessions: z.array(
    z.object({
      start: instant,
      end: instant,
      warnings: z.array(bookingWarning),
      /** Of a session that something speaks against: the nearest times of the same day, then of the day after. */
      alternatives: z.array(freeTime),
    }),
  ),
});
export type SeriesPreview = z.infer<typeof seriesPreview>;

/** `POST /api/scheduling/series` — all of these or none. 201 `bookedSeries`, 200 for a `requestId` that was answered before; refused as a
 *  booking is, with `path` "sessions[3]". */
export const newSeries = z.object({
  requestId: uuid,
  patientId: uuid,
  kindId: uuid,
  branchId: uuid,
  sessions: z
    .array(
      z.object({ start: moment, minutes: minutes.optional(), therapistId: uuid.optional(), roomId: uuid.optional() }),
    )
    .min(1)
    .max(60),
  override,
});
export type NewSeries = z.input<typeof newSeries>;
export const bookedSeries = z.object({ appointments: z.array(clinicAppointment) });
export type BookedSeries = z.infer<typeof bookedSeries>;

/** `POST /api/scheduling/waiting` — 201 `clinicAppointment` in the state waiting-list; 200 for a known `requestId`. It is taken off by
 *  cancelling it, and given a place by moving it.
 *  `GET /api/scheduling/waiting?branch=` — `waitingList`, longest waiting first.
 *  `GET /api/scheduling/waiting?branch=&kind=&start=&therapist=` — those alone who would fit there. */
export const newWaiting = z.object({
  requestId: uuid,
  patientId: uuid,
  kindId: uuid,
  branchId: uuid,
  therapistId: uuid.optional(),
  from: day.optional(),
  until: day.optional(),
});
export type NewWaiting = z.input<typeof newWaiting>;
export const waitingQuery = z.object({
  branch: uuid,
  kind: uuid.optional(),
  start: moment.optional(),
  therapist: uuid.optional(),
});
export const waitingList = z.object({ timeZone: z.string(), waiting: z.array(clinicAppointment) });
export type WaitingList = z.infer<typeof waitingList>;

/** `POST /api/scheduling/absences` — 201 `clinicAbsence`: leave, a room out of use, a closure. What is booked there stays, and is counted
 *  in `affected`. `DELETE /api/scheduling/absences/:id` — 204. */
export const newAbsence = z.object({
  requestId: uuid,
  who: z.object({ kind: z.enum(["therapist", "room", "branch"]), id: uuid }),
  start: moment,
  end: moment,
  label: words(120).optional(),
});
export type NewAbsence = z.input<typeof newAbsence>;
export const madeAbsence = z.object({ absence: clinicAbsence, affected: z.number().int().nonnegative() });
export type MadeAbsence = z.infer<typeof madeAbsence>;

/** `POST /api/scheduling/kinds` (who keeps the directory) — 201 `clinicKind`. `PUT /api/scheduling/kinds/:id` — answers `clinicKind`; what
 *  is booked keeps its length. 409 `scheduling/changed-meanwhile`. */
export const newKind = z.object({
  name: words(80),
  minutes,
  capacity: z.number().int().min(1).max(200),
  branchIds: z.array(uuid).max(100).default([]),
  active: z.boolean().default(true),
  /** null: none; absent: as it is. */
  colour: kindColour.nullable().optional(),
  /** Of a new one: sent again under its number it is made once. */
  requestId: uuid.optional(),
});
export type NewKind = z.input<typeof newKind>;
export const changedKind = newKind.omit({ requestId: true }).extend({ version });
export type ChangedKind = z.input<typeof changedKind>;

/** `PUT /api/scheduling/branches/:id/opening` and `PUT /api/scheduling/therapists/:id/hours` (who keeps the directory) — 204. 409
 *  `scheduling/changed-meanwhile` where `expected` is another. */
export const openingHours = z.object({
  hours: weeklyHours,
  /** The version of the branch that was seen; absent: whichever there is. */
  expected: version.optional(),
});
export const therapistHours = z.object({
  /** null: of the role that names no branch, which is meant for all. */
  branchId: uuid.nullable(),
  hours: weeklyHours,
  kindIds: z.array(uuid).max(100).default([]),
  /** false: they don't work there any more. */
  active: z.boolean().default(true),
  /** The role that was seen; null: there was none. Absent: whatever there is. */
  expected: z.object({ roleId: uuid, version }).nullable().optional(),
});
export type TherapistHours = z.input<typeof therapistHours>;

/** `GET /api/live` — server-sent events for the whole session. `board`: something of these branches' boards changed; `enquiries`: an enquiry of
 *  theirs; `places`: who works when and where, a room or a kind; ask again. None named: perhaps any. Nothing is said of whom or what, nor of branches where the caller isn't. `hello` comes first;
 *  after a break ask for everything again. 429 `live/too-many`. */
export const liveBoard = z.object({ branchIds: z.array(uuid) });
export type LiveBoard = z.infer<typeof liveBoard>;
