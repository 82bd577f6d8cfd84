import { z } from "zod";
import { instant, uuid } from "./common.ts";

// What people who aren't signed in may ask, and what staff do with it. Addresses have no parameters in their path: which organisation is
// meant says its short name, where an installation has several.

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u, "one line of letters, without control characters");
const words = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\t\r\n])*$/u, "letters, without control characters");
const organisation = z.string().max(64).optional();
const day = z.iso.date().refine((text) => text >= "1900" && text < "2200", "a day between 1900 and 2199");

const moment = instant.refine((text) => text >= "1900" && text < "2200", "a moment between 1900 and 2199");

/** `GET /api/public/page?organisation=` — answers `publicPage`. 404 `public/not-offered`: no such organisation, or it offers nothing here. */
export const publicPageQuery = z.object({ organisation });
const publicBranch = z.object({ id: uuid, name: z.string() });
export const publicPage = z.object({
  name: z.string(),
  timeZone: z.string(),
  /** The organisation's own words on both pages. */
  words: z.string(),
  /** Branches that take enquiries; none: there is no such page. */
  enquiries: z.array(publicBranch),
  /** What can be asked for, and where; none: there is no such page. */
  booking: z.array(
    z.object({ id: uuid, name: z.string(), minutes: z.number().int(), branches: z.array(publicBranch) }),
  ),
  /** How long a time is kept for whoever asked for it. */
  holdHours: z.number().int(),
  /** The first and the last day that can be asked for, in the time zone. */
  firstDay: day,
  lastDay: day,
});
export type PublicPage = z.infer<typeof publicPage>;

/** `GET /api/public/times` — `publicTimes` of the week, Monday to Sunday, that has the day `from`. 429 `public/too-many`. */
export const publicTimesQuery = z.object({ organisation, kind: uuid, branch: uuid, from: day });
export const publicTimes = z.object({ times: z.array(z.object({ start: instant, end: instant })) });
export type PublicTimes = z.infer<typeof publicTimes>;

export const publicPurpose = z.enum(["enquiry", "booking"]);
export type PublicPurpose = z.infer<typeof publicPurpose>;
/** `GET /api/public/challenge` — a sum that a browser does before it sends something. */
export const publicChallengeQuery = z.object({ organisation, for: publicPurpose });
/** Wanted is a number whose SHA-256 of "<challenge>.<number>" begins with so many zero bits. */
export const publicChallenge = z.object({ challenge: z.string(), bits: z.number().int(), until: instant });
export type PublicChallenge = z.infer<typeof publicChallenge>;

const proof = z.object({
  challenge: z.string().max(200),
  answer: z.string().regex(/^\d{1,16}$/, "a whole number"),
});
const telephone = z
  .string()
  .trim()
  .regex(/^\+?[\d ()./-]{5,32}$/, "a telephone number");
const email = z
  .string()
  .trim()
  .max(160)
  .regex(/^[^\s@,;:<>"()[\]\\\p{Cc}]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,94}[A-Za-z0-9])?$/u, "an e-mail address");

export const heardFrom = z.enum(["search", "friend", "doctor", "passing", "patient-before", "other"]);
export type HeardFrom = z.infer<typeof heardFrom>;

const asked = {
  organisation,
  /** The page's own number of what is sent: the same for each try. */
  requestId: uuid,
  proof,
  name: line(120),
  telephone: telephone.optional(),
  email: email.optional(),
  heardFrom: heardFrom.optional(),
  /** For programs that fill in every field. */
  website: z
    .string()
    .max(200)
    .refine((text) => text === "", "leave this field empty")
    .default(""),
};
const reachable = ({ telephone, email }: { telephone?: string | undefined; email?: string | undefined }) =>
  telephone !== undefined || email !== undefined;
const unreachable = { path: ["telephone"], error: "a telephone number or an e-mail address" };

/** `POST /api/public/enquiries` — 202 `publicReceipt`. 409 `public/proof-over` (fetch another), 422 `public/proof-wrong`,
 *  `public/unsuitable`, 429 `public/too-many`. */
export const newPublicEnquiry = z
  .object({ ...asked, branchId: uuid, about: words(1000).min(1), times: words(200).default("") })
  .refine(reachable, unreachable);
export type NewPublicEnquiry = z.input<typeof newPublicEnquiry>;

/** `POST /api/public/bookings` — 202 `publicReceipt`: asked for, and nobody's until the clinic confirms it. Also 409 `public/time-taken`. */
export const newPublicBooking = z
  .object({
    ...asked,
    branchId: uuid,
    kindId: uuid,
    start: moment,
    birthDate: day,
    about: words(500).default(""),
    /** They would like to be reminded by e-mail. Staff ask again when they register. */
    reminders: z.boolean().default(false),
  })
  .refine(reachable, unreachable);
export type NewPublicBooking = z.input<typeof newPublicBooking>;

/** The same whoever asks, and whether or not anybody of that name is known. */
export const publicReceipt = z.object({ received: z.literal(true) });
export type PublicReceipt = z.infer<typeof publicReceipt>;

/** `GET /api/reception/settings`, `PUT /api/reception/settings` (permission `policies.manage`). 422 `public/unsuitable`. */
export const publicPagesSettings = z.object({
  /** Shown on both pages: a telephone number, say, and where the privacy notice is. */
  words: words(400),
  /** Branches with an enquiry form. */
  enquiryBranchIds: z.array(uuid).max(200),
  /** Which kinds of appointment can be asked for at which branch. */
  offers: z.array(z.object({ kindId: uuid, branchId: uuid })).max(500),
  holdHours: z.number().int().min(1).max(168),
  /** Nearer times aren't offered. */
  noticeHours: z.number().int().min(1).max(336),
  horizonDays: z.number().int().min(1).max(90),
});
export type PublicPagesSettings = z.infer<typeof publicPagesSettings>;

/** `PUT /api/reception/offers/:kind` (permission `policies.manage`) — at which branches anybody may ask for times of a kind; answers
 *  `publicPagesSettings`. What other kinds are offered where stays. 404 `reception/unknown`; 422 `public/unsuitable`. */
export const offeredAt = z.object({ branchIds: z.array(uuid).max(100) });
export type OfferedAt = z.infer<typeof offeredAt>;

/** A time that is kept for somebody who asked for it on the public page. */
export const heldTime = z.object({
  /** Of the appointment. */
  id: uuid,
  version: z.number().int().positive(),
  start: instant,
  end: instant,
  /** When it is free again by itself. */
  until: instant,
  kind: z.string(),
  therapist: z.string().optional(),
  branchId: uuid.optional(),
  /** The enquiry that says who asked, as far as the caller sees it. */
  enquiryId: uuid.optional(),
});
export type HeldTime = z.infer<typeof heldTime>;
/** `GET /api/reception/holds` — `heldTimes`, the soonest to lapse first, for those who see bookings. */
export const heldTimes = z.object({ timeZone: z.string(), holds: z.array(heldTime) });
export type HeldTimes = z.infer<typeof heldTimes>;

/** `POST /api/reception/holds/:id/confirm` — books the time for a patient and closes the enquiry as registered; `confirmedHold`.
 *  409 `reception/changed-meanwhile`, `reception/not-held`; 409 `scheduling/needs-reason` (answer `bookingRefusal`: send it again with
 *  `override`) where the patient has another appointment at that time. `POST /api/reception/holds/:id/release` — gives the time back; 204. The
 *  enquiry stays. */
export const holdConfirmation = z.object({
  version: z.number().int().positive(),
  patientId: uuid,
  override: z.object({ reason: words(300).min(1) }).optional(),
});
export const holdRelease = z.object({ version: z.number().int().positive() });
export const confirmedHold = z.object({ appointmentId: uuid, enquiryId: uuid.optional() });
export type ConfirmedHold = z.infer<typeof confirmedHold>;
