import { z } from "zod";
import { uuid } from "./common.ts";
import { signingPassword } from "./notes.ts";

/** Code of `documentSystem`: a letter that was signed here. It is a note with the PDF of it as its second content. */
export const letterCode = "letter";
/** Extension: to whom it is addressed, as it stands on the paper. */
export const letterRecipientUrl = "urn:wardbook:letter-recipient";

/** `POST /api/letters` — signs a letter about a patient, as notes are signed: what is sent is what is signed and printed. `id` is the client's
 *  own number, so a resend signs nothing twice. `replaces`: a letter of the same patient that this one supersedes, or a note of the
 *  caller's that was given back. Refused: 409 `draft/already-signed`, where other words were signed
 *  under this number; 422 `draft/empty`, `draft/unsuitable-target`, `letter/too-long`; 403 `session/step-up-needed`. */
export const signLetterRequest = z.object({
  id: uuid,
  patientId: uuid,
  kind: z.enum(["referral", "letter"]),
  recipient: z.object({
    name: z.string().trim().min(1).max(200),
    /** Lines of the address. */
    address: z.string().trim().max(600),
  }),
  subject: z.string().trim().min(1).max(200),
  text: z.string().max(40_000),
  /** Sensitivities of what of the chart goes along (HL7 v3 ActCode): the letter gets them as labels. */
  labels: z
    .array(z.string().regex(/^[A-Z]{2,12}$/))
    .max(20)
    .default([]),
  replaces: uuid.optional(),
  encounter: uuid.optional(),
  password: signingPassword,
});
export type SignLetterRequest = z.input<typeof signLetterRequest>;
export const signLetterAnswer = z.object({ documentReferenceId: uuid });
