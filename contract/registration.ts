import { z } from "zod";
import { uuid } from "./common.ts";

const typed = z.string().trim().min(1).max(200);

/** Why a record looks like the newcomer's. */
export const likeBecause = z.enum([
  "same-name",
  "similar-name",
  "same-birth",
  "birth-day-and-month-swapped",
  "birth-one-digit",
  "same-phone",
  "same-email",
]);
export type LikeBecause = z.infer<typeof likeBecause>;

/** `POST /api/registration/alike` — who is registered already and looks like this, for those who may search patients. Posted, because
 *  addresses of pages are kept in logs and histories. */
export const newcomer = z.object({
  family: typed.optional(),
  given: typed.optional(),
  birthDate: z.iso.date().optional(),
  phone: typed.optional(),
  email: typed.optional(),
});
export type Newcomer = z.infer<typeof newcomer>;

export const alikePatient = z.object({
  id: uuid,
  name: z.string(),
  birthDate: z.string().optional(),
  sex: z.string().optional(),
  number: z.string().optional(),
  /** The record that replaced this one. */
  replacedById: uuid.optional(),
  /** How much it looks like them: the likeliest stands first. */
  score: z.number(),
  because: z.array(likeBecause),
});
/** At most six. Each one's entry in the ledger says that they were shown. */
export const alikePatients = z.object({ alike: z.array(alikePatient) });
export type AlikePatient = z.infer<typeof alikePatient>;
export type AlikePatients = z.infer<typeof alikePatients>;

const words = z
  .string()
  .trim()
  .min(3)
  .max(500)
  .regex(/^(?:[^\p{Cc}\p{Cs}]|[\t\r\n])*$/u, "letters, without control characters");

/** `POST /api/registration/merges` — makes one record the other's, for those who may change both; `PatientMerges` of the one that is kept.
 *  409 `registration/same-record`, `registration/already-merged`, `registration/not-to-be-merged`, `registration/changed-meanwhile`. */
export const newMerge = z.object({ survivorId: uuid, replacedId: uuid, why: words });
/** `POST /api/registration/merges/:id/undo` — makes a merged record one of its own again. 409 `registration/not-merged`. */
export const mergeUndoing = z.object({ why: words });
/** `GET /api/registration/merges?patient=`, `GET /api/registration/belonging?patient=` */
export const ofPatient = z.object({ patient: uuid });

const mergeWords = z.object({ at: z.string(), by: z.string(), why: z.string() });

/** What was merged with a record, as far as the caller sees the others. */
export const patientMerges = z.object({
  /** Present of a record that another replaces; `survivorId` where the caller sees that one. */
  replaced: z.object({ survivorId: uuid.optional(), words: mergeWords.optional() }).optional(),
  replaces: z.array(
    z.object({
      id: uuid,
      name: z.string(),
      birthDate: z.string().optional(),
      number: z.string().optional(),
      words: mergeWords.optional(),
    }),
  ),
  undone: z.array(z.object({ merged: mergeWords, undone: mergeWords })),
});
export type PatientMerges = z.infer<typeof patientMerges>;

/** The records that were merged into this one: what belongs to the patient is searched for under all of them. */
export const belongingRecords = z.object({ ids: z.array(uuid) });
export type BelongingRecords = z.infer<typeof belongingRecords>;
