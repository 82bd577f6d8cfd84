import { z } from "zod";
import { instant, uuid } from "./common.ts";

/** What is written to who asked for something about their record. */
export const letterKind = z.enum([
  /** That it came in, and until when it is answered. */
  "acknowledgement",
  /** That they have to show who they are. */
  "identity",
  /** That it takes longer, and why. */
  "extension",
  "decision",
  /** What goes out with what was granted. */
  "delivery",
  /** That something was destroyed, and which certificate says so. */
  "certificate",
  /** That what is restricted will be used again, before it is. */
  "lifting",
]);
export type RightsLetterKind = z.infer<typeof letterKind>;
export const letterWay = z.enum(["post", "registered-post", "e-mail", "in-person", "portal"]);
export type RightsLetterWay = z.infer<typeof letterWay>;
/** The record's address, one that the request named, that of who speaks for the patient; none where it was handed over or shown here. */
export const letterAddress = z.enum(["record", "request", "representative", "none"]);
export type RightsLetterAddress = z.infer<typeof letterAddress>;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "write the day as 2026-03-31");
const line = z.string().trim().min(1).max(200);
const addressLines = z.array(line).max(6);
const note = z.string().trim().min(1).max(2000);

const sending = z.object({
  way: letterWay,
  to: letterAddress,
  on: day,
  by: z.string(),
  at: instant,
  note: z.string().optional(),
});

export const rightsLetter = z.object({
  id: uuid,
  requestId: uuid,
  kind: letterKind,
  madeAt: instant,
  /** Absent when it was altered in the database: it can't be had then. */
  words: z
    .object({
      title: z.string(),
      by: z.string(),
      /** Of the PDF, in hexadecimal: the ledger names it too. */
      sha256: z.string(),
      bytes: z.number().int(),
      /** Oldest first; empty: it was made and not sent. */
      sendings: z.array(sending),
    })
    .optional(),
});
export type RightsLetter = z.infer<typeof rightsLetter>;

/** `GET /api/rights/requests/:id/letters` (rights.manage) — newest first, and what may be written now. */
export const rightsLetterList = z.object({
  letters: z.array(rightsLetter),
  may: z.array(
    z.object({
      kind: letterKind,
      /** What an officer may add, and whether the letter needs it. */
      asks: z.string(),
      needed: z.boolean(),
    }),
  ),
});
export type RightsLetterList = z.infer<typeof rightsLetterList>;

/** `GET /api/rights/mine/letters` (a patient, or a family member) — those that were sent, newest first; with what they are about. */
export const ownRightsLetters = z.object({ letters: z.array(rightsLetter) });
export type OwnRightsLetters = z.infer<typeof ownRightsLetters>;

const draft = {
  kind: letterKind,
  /** Where it goes, below the name. Absent: as the record has it, where the patient asks themselves. */
  address: addressLines.optional(),
  note: note.optional(),
};

/** `POST /api/rights/requests/:id/letters/preview` (rights.manage) — answers `rightsLetterPreview`. 404 `rights/unknown`, 409
 *  `rights/altered`, `rights/unsuitable-letter`, 422 `rights/note-missing`. */
export const rightsLetterDraft = z.object(draft);
export type RightsLetterDraft = z.infer<typeof rightsLetterDraft>;

const block = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("heading"),
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    text: z.string(),
  }),
  z.object({ kind: z.literal("paragraph"), text: z.string(), tone: z.enum(["strong", "small"]).optional() }),
  z.object({ kind: z.literal("lines"), lines: z.array(z.string()) }),
  z.object({ kind: z.literal("list"), items: z.array(z.string()) }),
]);
export type RightsLetterBlock = z.infer<typeof block>;

export const rightsLetterPreview = z.object({
  title: z.string(),
  blocks: z.array(block),
  address: z.array(z.string()),
  /** Scripts that the letter can't be set in: the letter says so too. */
  unset: z.array(z.object({ script: z.string(), signs: z.number().int() })),
});
export type RightsLetterPreview = z.infer<typeof rightsLetterPreview>;

/** `POST /api/rights/requests/:id/letters` (rights.manage) — makes it: 201 `rightsLetter`. As the preview, and 409
 *  `rights/changed-meanwhile`, `rights/too-many`. */
export const newRightsLetter = z.object({ ...draft, revision: z.number().int().positive() });
export type NewRightsLetter = z.infer<typeof newRightsLetter>;

// `GET /api/rights/requests/:id/letters/:letter/pdf` (rights.manage) and `GET /api/rights/mine/letters/:letter/pdf` (who it was sent
// to) — `application/pdf`, byte for byte as it was made. 404 `rights/unknown`, 409 `rights/altered`.

/** `POST /api/rights/requests/:id/letters/:letter/sendings` (rights.manage) — that it went out; answers `rightsLetter`. 404
 *  `rights/unknown`, 409 `rights/altered`, `rights/too-many`, 422 `rights/unsuitable-day`, `rights/unsuitable-address`. */
export const newRightsSending = z.object({ way: letterWay, to: letterAddress, on: day, note: note.optional() });
export type NewRightsSending = z.infer<typeof newRightsSending>;

/** `GET /api/rights/letterhead`, `PUT /api/rights/letterhead` (rights.manage; *step-up* to change it) — what letters say of the
 *  organisation beside its name. */
export const rightsLetterhead = z.object({
  address: addressLines,
  /** Whom to ask: "Privacy officer, +353 1 555 0100". */
  contact: line.optional(),
  /** To whom people may complain. Absent: no name is given. */
  authority: line.optional(),
});
export type RightsLetterhead = z.infer<typeof rightsLetterhead>;
