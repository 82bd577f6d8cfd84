import { z } from "zod";
import { instant, uuid } from "./common.ts";

/** A note being written. Sealed under the patient's key; survives reload, crash, session end and restart. */
export const draft = z.object({
  id: uuid,
  patientId: uuid,
  title: z.string(),
  text: z.string(),
  /** Signed note that this one adds to, as a DocumentReference id. */
  addendumTo: uuid.optional(),
  /** Counts up with every save. */
  revision: z.number().int().positive(),
  savedAt: instant,
  authorName: z.string(),
  mine: z.boolean(),
});
export type Draft = z.infer<typeof draft>;

/** `GET /api/patients/:patientId/drafts` — the caller's own open drafts in this chart. */
export const draftList = z.object({ drafts: z.array(draft) });

/** `PUT /api/drafts/:id` — the client chooses the id (a new UUID), so a resend can't create twice. `baseRevision` 0 creates.
 *  409 `draft/conflict` when the stored revision differs: the answer carries `current` (a draft), and nothing is lost. */
export const saveDraftRequest = z.object({
  patientId: uuid,
  title: z.string().max(200),
  text: z.string().max(200_000),
  addendumTo: uuid.optional(),
  baseRevision: z.number().int().nonnegative(),
});
export type SaveDraftRequest = z.infer<typeof saveDraftRequest>;
export const saveDraftAnswer = z.object({ revision: z.number().int().positive(), savedAt: instant });
export const draftConflict = z.object({ code: z.literal("draft/conflict"), message: z.string(), current: draft });

/** `POST /api/drafts/:id/sign` — makes the final, locked note (a DocumentReference with docStatus final) and removes the draft,
 *  in one transaction. Refused unless `revision` is the stored one. `password` is the signer's, asked again. */
export const signDraftRequest = z.object({
  revision: z.number().int().positive(),
  password: z.string().min(1).max(256).optional(),
});
export const signDraftAnswer = z.object({ documentReferenceId: uuid });
// `DELETE /api/drafts/:id` discards (204).
