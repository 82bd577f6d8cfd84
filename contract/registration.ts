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

/** `GET /api/registration/privacy-notice`, for those who register patients, and for those who may change it. Version 0: nobody wrote one
 *  yet, and the text is something to begin with. */
export const privacyNotice = z.object({ version: z.number().int(), text: z.string(), since: z.string().optional() });
export type PrivacyNotice = z.infer<typeof privacyNotice>;

/** `PUT /api/registration/privacy-notice`, for those who change policies, just proven: another text has the next version. 422
 *  `registration/unsuitable-notice` where something is still to be filled in. */
export const newPrivacyNotice = z.object({
  text: z
    .string()
    .trim()
    .min(1)
    .max(20_000)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\t\r\n])*$/u, "letters, without control characters"),
});

const picture = z
  .string()
  .max(48 * 1024)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/, "base64");

/** `POST /api/registration/acknowledgements` — that a patient was given the notice: with the signature that they drew (a PNG), or on paper
 *  without one. 409 `registration/other-notice` where another version holds by now, `registration/no-notice`. */
export const newAcknowledgement = z.object({
  patientId: uuid,
  version: z.number().int().min(1).max(1_000_000),
  signature: picture.optional(),
});

/** `GET /api/registration/acknowledgements?patient=` — which notices a patient was given, newest first. They decide nothing about access. */
export const acknowledgements = z.object({
  /** The version that holds now; 0: there is none. */
  current: z.number().int(),
  given: z.array(
    z.object({
      id: uuid,
      version: z.number().int(),
      sha256: z.string(),
      way: z.enum(["signed", "paper"]),
      at: z.string().optional(),
      by: z.string().optional(),
      /** A PNG in base64. */
      signature: z.string().optional(),
      text: z.string().optional(),
    }),
  ),
});
export type Acknowledgements = z.infer<typeof acknowledgements>;

/** `GET /api/registration/patients/:id/card`, `GET …/label` — a PDF; each patient's ledger says that it was printed. */

/** How a branch's numbers of patients begin. */
export const numberPrefix = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9]{1,8}$/, "1 to 8 letters and digits");

/** `GET /api/registration/numbers`, for those who keep the directory: each branch's prefix and the number that comes next in its series. */
export const branchNumbers = z.object({
  branches: z.array(
    z.object({
      id: uuid,
      version: z.number().int(),
      name: z.string(),
      prefix: z.string(),
      /** Whether the branch has a prefix of its own: others have "P". */
      isOwn: z.boolean(),
      next: z.string(),
      /** Names of other branches that take numbers of the same series. */
      sharedWith: z.array(z.string()),
    }),
  ),
});
export type BranchNumbers = z.infer<typeof branchNumbers>;

/** `PUT /api/registration/numbers/:id` — numbers given before stay. Without a prefix: the usual one. 409 `registration/changed-meanwhile`. */
export const branchPrefix = z.object({ version: z.number().int().min(1), prefix: numberPrefix.optional() });
