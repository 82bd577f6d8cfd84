import { z } from "zod";
import { instant, uuid } from "./common.ts";

/** A version of a template of notes, by which a note says what its headings were: "Questionnaire/<id>/_history/3". */
export const noteTemplateVersion = z
  .string()
  .regex(/^Questionnaire\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/_history\/[1-9]\d{0,8}$/);

/** A note being written. Sealed under the patient's key; survives reload, crash, session end and restart. */
export const draft = z.object({
  id: uuid,
  patientId: uuid,
  title: z.string(),
  text: z.string(),
  /** Signed note that this one adds to, as a DocumentReference id. */
  addendumTo: uuid.optional(),
  /** Note that its co-signer gave back, in whose place this one is written. */
  replaces: uuid.optional(),
  /** Visit that it is about, as an Encounter id. */
  encounter: uuid.optional(),
  /** The template that it began with. */
  template: noteTemplateVersion.optional(),
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
  replaces: uuid.optional(),
  encounter: uuid.optional(),
  template: noteTemplateVersion.optional(),
  baseRevision: z.number().int().nonnegative(),
});
export type SaveDraftRequest = z.infer<typeof saveDraftRequest>;
export const saveDraftAnswer = z.object({
  revision: z.number().int().positive(),
  savedAt: instant,
  /** What the words hold that identifies somebody and has a field of its own: "a telephone number". Nothing is done about it. */
  noticed: z.array(z.string()),
});
export const draftConflict = z.object({ code: z.literal("draft/conflict"), message: z.string(), current: draft });

/** The one component that a further signature of a session takes. */
export const signingPassword = z.string().min(1).max(256).optional();

/** `POST /api/drafts/:id/sign` — makes the final, locked note (a DocumentReference with docStatus final; preliminary, and as locked, where
 *  its author needs a co-signer) with its signature and removes the draft, in one transaction. Refused unless `revision` is the stored one. The first signature of a session takes both
 *  components: 403 `session/step-up-needed` until the session's person has proven both for it. Each further one takes the
 *  `password`, or another such proof. */
export const signDraftRequest = z.object({ revision: z.number().int().positive(), password: signingPassword });
export const signDraftAnswer = z.object({ documentReferenceId: uuid });
// `DELETE /api/drafts/:id` discards (204).

/** Category of a note whose author needs a co-signer: `awaited`, `given`, `returned` or `replaced`. Notes are found by it over `/fhir`. */
export const coSigningSystem = "urn:wardbook:co-signing";
/** Extension of a note that was given back: `words`, `by` and `at`. */
export const returnedNoteUrl = "urn:wardbook:returned-note";

/** `POST /api/notes/:id/co-signature` — adds a signature that says "review" to a note that waits for one, and makes it final (204). It takes
 *  what any signature takes. Refused: 403 `note/own`, `note/needs-co-signer`, `note/partly-hidden`; 409 `note/not-awaiting`;
 *  404 `note/not-signed` where the author's own signature doesn't hold. */
export const coSignRequest = z.object({ password: signingPassword });
/** `POST /api/notes/:id/return` — gives such a note back to its author (204), who writes another in its place. Its author may take it back. */
export const returnNoteRequest = z.object({ words: z.string().trim().min(1).max(2_000) });

/** `GET /api/signatures/next` — what the caller's next signature takes. `proof`: both components (`POST /api/session/step-up`), as it
 *  is the first of the session or the caller has no password. `nothing`: in the demonstration nobody has any. */
export const nextSignature = z.object({ takes: z.enum(["proof", "password", "nothing"]) });
export type NextSignature = z.infer<typeof nextSignature>;

/** What a signature says. Codes: ASTM E1762-95 (2013). */
export const signatureMeaning = z.enum(["authorship", "review", "approval", "witness"]);
export type SignatureMeaning = z.infer<typeof signatureMeaning>;

/** One signature, checked when it was asked for. */
export const signatureShown = z.object({
  verdict: z.enum(["valid", "broken"]),
  /** Why it doesn't hold. What it claims isn't told then. */
  fault: z.enum(["not-ours", "another-record", "unknown-key", "key-not-valid-then", "not-as-signed"]).optional(),
  /** The printed name, as it was when it was signed. */
  signer: z.string().optional(),
  /** Date and time, with its zone. */
  when: instant.optional(),
  meaning: signatureMeaning.optional(),
  /** "has reviewed this". */
  sentence: z.string().optional(),
  /** RFC 7638 thumbprint of the key. */
  key: z.string().optional(),
});
export type SignatureShown = z.infer<typeof signatureShown>;

/** One signature on a decision, checked against the decision as it is kept now. */
export const decisionSignature = signatureShown.extend({
  /** What `wardbook signature verify` takes: the decision, its signature and the public keys. Not of one that doesn't hold. */
  file: z.string().optional(),
});
export type DecisionSignature = z.infer<typeof decisionSignature>;

/** One signature on a note. */
export const noteSignature = signatureShown.extend({
  /** Who may see the note was said anew since; its words are those that were signed. */
  relabelled: z.boolean(),
});
export type NoteSignature = z.infer<typeof noteSignature>;

/** `GET /api/notes/:id/signatures` — for whoever may read the note. `broken`: something is wrong with the note or a signature.
 *  `awaiting`: its author's signature holds, and a co-signer's is
 *  wanted; `returned`: it was given back. `before-signatures`: it was signed before signatures were kept. `elsewhere`: final in another system. */
export const noteSignatures = z.object({
  state: z.enum(["unsigned", "holds", "awaiting", "returned", "broken", "before-signatures", "elsewhere"]),
  /** Oldest first. */
  signatures: z.array(noteSignature),
  /** Where anybody reads the public keys with their times, without signing in: a JWK set. */
  keysAt: z.string(),
});
export type NoteSignatures = z.infer<typeof noteSignatures>;
// `GET /api/notes/:id/signed-record` — the signed version, its signatures and the keys as a file, for `wardbook signature verify`.
/** `POST /api/notes/:id/paper` — the note with its addenda as a PDF: under each who signed it, when and meaning what, checked at that moment. For whoever sees
 *  all of it; its printing is in the patient's ledger. Refused: 404 `note/not-signed` where a signature doesn't hold, 403 `note/partly-hidden`, 422 `note/too-long`,
 *  422 `note/is-letter`: a letter's paper is in the letter. */
