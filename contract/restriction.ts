import { z } from "zod";
import { instant, uuid } from "./common.ts";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "write the day as 2026-03-31");
const note = z.string().trim().min(1).max(2000);

export const restrictionState = z.enum([
  "in-force",
  /** As in force; and the person was told that it will be lifted. */
  "told",
  "lifted",
]);
export type RestrictionState = z.infer<typeof restrictionState>;
export const restrictionEvent = z.enum(["tell", "keep", "lift", "renew"]);
export type RestrictionEvent = z.infer<typeof restrictionEvent>;

/** What is kept and not used (GDPR, Article 18), as it was decided on a request. */
export const restriction = z.object({
  state: restrictionState,
  /** Somebody who has the database altered it: it holds as far as anybody can say, until it is renewed. */
  isAltered: z.boolean(),
  /** Everything about the patient, also what is written later. */
  whole: z.boolean(),
  /** "Observation/<id>": what was decided; and what tells of it (signatures, files), restricted with it. */
  records: z.array(z.string()),
  along: z.array(z.string()),
  revision: z.number().int(),
  steps: z.array(
    z.object({
      event: z.enum(["place", ...restrictionEvent.options]),
      at: instant,
      by: z.string(),
      note: z.string().optional(),
      /** The day on which the person was told. */
      on: day.optional(),
      letter: uuid.optional(),
    }),
  ),
  may: z.array(restrictionEvent),
});
export type RestrictionAnswer = z.infer<typeof restriction>;

/** `GET /api/rights/requests/:id/restriction` (rights.manage) — absent: nothing was restricted on this request. 404 `rights/unknown`. */
export const requestRestriction = z.object({ restriction: restriction.optional() });
export type RequestRestriction = z.infer<typeof requestRestriction>;

const revision = z.number().int().positive();
/** `POST /api/rights/requests/:id/restriction` (rights.manage; to lift, *step-up*) — answers `restriction`. 404 `rights/unknown`, 409
 *  `rights/not-told`, `rights/illegal-change`, `rights/changed-meanwhile`, `rights/altered`, `rights/unsuitable-letter`, 422
 *  `rights/unsuitable-day`. */
export const restrictionChange = z.discriminatedUnion("event", [
  z.object({
    event: z.literal("tell"),
    revision,
    /** When and how the person was told; by which letter, if by one that is kept here. */
    on: day,
    note,
    letter: uuid.optional(),
  }),
  z.object({ event: z.literal("keep"), revision, note }),
  z.object({ event: z.literal("lift"), revision, note }),
  z.object({ event: z.literal("renew"), revision, note }),
]);
export type RestrictionChangeAsked = z.infer<typeof restrictionChange>;

/** `POST /api/rights/requests/:id/restriction/read` (rights.manage, *step-up*) — one restricted record, whole, for a reason that the
 *  patient reads. 404 `rights/unknown`, `chart/not-found`. */
export const readRestricted = z.object({ record: z.string().max(100), why: z.string().trim().min(5).max(200) });
export type ReadRestricted = z.infer<typeof readRestricted>;
export const restrictedRecord = z.object({ record: z.string(), version: z.number().int(), resource: z.unknown() });
export type RestrictedRecord = z.infer<typeof restrictedRecord>;

/** `GET /api/rights/requests/:id/recipients` (rights.manage) — to whom these records were disclosed, as far as the ledger reaches back
 *  (Article 19); those who saw them last first. 404 `rights/unknown`. */
export const recipientList = z.object({
  recipients: z.array(
    z.object({
      kind: z.enum(["person", "client", "system"]),
      name: z.string(),
      role: z.string().optional(),
      times: z.number().int(),
      lastAt: instant,
    }),
  ),
  /** False where only the newest entries of a long list were gone through. */
  isWhole: z.boolean(),
});
export type RecipientList = z.infer<typeof recipientList>;

/** `GET /api/rights/mine/restrictions` (a patient, or a family member, who is told of none) — what is restricted now. */
export const ownRestrictions = z.object({
  restrictions: z.array(
    z.object({
      requestId: uuid,
      whole: z.boolean(),
      records: z.array(z.string()),
      since: instant.optional(),
      /** The day on which they were told that it will be lifted. */
      toldOn: day.optional(),
    }),
  ),
});
export type OwnRestrictions = z.infer<typeof ownRestrictions>;
