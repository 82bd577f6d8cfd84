import { z } from "zod";
import { instant, uuid } from "./common.ts";

/** What people may ask for about their own records. */
export const rightsKind = z.enum([
  "access",
  /** Who looked at the record, and what for. */
  "explanation",
  "portability",
  "rectification",
  "erasure",
  "restriction",
  "objection",
  "consent-withdrawal",
]);
export type RightsKind = z.infer<typeof rightsKind>;
export const rightsLaw = z.enum(["gdpr", "uk-gdpr", "hipaa"]);
export type RightsLaw = z.infer<typeof rightsLaw>;
export const rightsState = z.enum([
  "received",
  "identity-asked",
  "open",
  "decided",
  "delivered",
  "unidentified",
  "withdrawn",
]);
export type RightsState = z.infer<typeof rightsState>;
export const rightsEvent = z.enum(["ask-identity", "confirm", "give-up", "extend", "decide", "deliver", "withdraw"]);
export type RightsEvent = z.infer<typeof rightsEvent>;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "write the day as 2026-03-31");
const words = (most: number) => z.string().trim().min(1).max(most);
const source = z.object({ section: z.string(), url: z.string() });
const asker = z.object({
  name: words(200),
  relation: z.enum(["self", "parent-or-guardian", "attorney", "other"]),
  /** What shows that they may speak for the patient. */
  proof: words(500).optional(),
});
const decidedItem = z.object({
  /** "Observation/<id>", or words: "letters of 2019". */
  what: words(300),
  outcome: z.enum(["granted", "refused"]),
  /** Id of one of the request's `grounds`; what is refused has one. */
  ground: words(100).optional(),
  note: words(2000).optional(),
});
export type RightsDecidedItem = z.infer<typeof decidedItem>;

export const rightsRequest = z.object({
  id: uuid,
  patientId: uuid,
  kind: rightsKind,
  law: rightsLaw,
  state: rightsState,
  receivedOn: day,
  /** The last day for the answer; absent where the law names none. */
  dueOn: day.optional(),
  overdue: z.boolean(),
  createdAt: instant,
  closedAt: instant.optional(),
  revision: z.number().int(),
  /** Absent when it was altered in the database: it can't be read then. */
  words: z
    .object({
      patientLabel: z.string(),
      asker,
      channel: z.string(),
      asked: z.string(),
      identity: z.string().optional(),
      extension: z.string().optional(),
      items: z.array(decidedItem),
      delivery: z.string().optional(),
      steps: z.array(
        z.object({
          event: z.enum(["receive", ...rightsEvent.options]),
          at: instant,
          by: z.object({ id: z.string(), name: z.string() }),
          note: z.string().optional(),
        }),
      ),
    })
    .optional(),
  may: z.array(rightsEvent),
  /** Where the right stands, and where its clock does. */
  right: source.optional(),
  clock: source.optional(),
  grounds: z.array(z.object({ id: z.string(), words: z.string(), source })),
});
export type RightsRequest = z.infer<typeof rightsRequest>;

/** `GET /api/rights/requests?which=open|closed` (rights.manage) — open ones by their due day, closed ones newest first; 500 at most.
 *  `GET /api/rights/mine` (a patient, or a family member) — those about the record in context, newest first. */
export const rightsRequestList = z.object({
  requests: z.array(rightsRequest),
  /** For the officer: false when somebody who has the database took requests or letters about them away, or may have. */
  isWhole: z.boolean().optional(),
});
export type RightsRequestList = z.infer<typeof rightsRequestList>;

/** `POST /api/rights/requests` (rights.manage) — 201 `rightsRequest`. 404 `rights/unknown-patient`, 422 `rights/not-in-this-law`,
 *  `rights/unsuitable-day`, 409 `rights/too-many`. */
export const newRightsRequest = z.object({
  patientId: uuid,
  kind: rightsKind,
  law: rightsLaw,
  asker,
  channel: z.enum(["letter", "e-mail", "in person", "telephone"]),
  asked: words(4000),
  /** When it came in; the clock runs from there. Absent: today. */
  receivedOn: day.optional(),
});
export type NewRightsRequest = z.infer<typeof newRightsRequest>;

/** `POST /api/rights/mine` (a patient, or a family member) — 201 `rightsRequest`. */
export const ownRightsRequest = z.object({ kind: rightsKind, law: rightsLaw, asked: words(4000) });
export type OwnRightsRequest = z.infer<typeof ownRightsRequest>;

// `POST /api/rights/mine/:id/withdraw` answers `rightsRequest`; 404 `rights/unknown`, 409 `rights/illegal-change`.

const revision = z.number().int().positive();
const note = words(2000);
/** `POST /api/rights/requests/:id` (rights.manage; to decide, *step-up*) — answers `rightsRequest`. 404 `rights/unknown`,
 *  409 `rights/illegal-change`, `rights/changed-meanwhile`, `rights/altered`, `rights/no-extension`, 422 `rights/unsuitable-ground`. */
export const rightsChange = z.discriminatedUnion("event", [
  z.object({ event: z.literal("ask-identity"), revision, note }),
  z.object({ event: z.literal("confirm"), revision, note }),
  z.object({ event: z.literal("give-up"), revision, note }),
  z.object({ event: z.literal("extend"), revision, note }),
  z.object({
    event: z.literal("decide"),
    revision,
    items: z.array(decidedItem).min(1).max(200),
    note: note.optional(),
  }),
  z.object({ event: z.literal("deliver"), revision, note }),
  z.object({ event: z.literal("withdraw"), revision, note: note.optional() }),
]);
export type RightsChange = z.infer<typeof rightsChange>;

/** `GET /api/rights/laws` (anyone signed in) — which law gives what, and how long an answer may take. */
export const rightsLaws = z.object({
  laws: z.array(
    z.object({
      law: rightsLaw,
      kinds: z.array(
        z.object({
          kind: rightsKind,
          right: source,
          clock: source,
          /** "one month", "30 days", "at once"; absent: the law names no period. */
          answer: z.string().optional(),
          extension: z.string().optional(),
        }),
      ),
    }),
  ),
});
export type RightsLaws = z.infer<typeof rightsLaws>;

/** `GET /api/rights/mine/deleted?cursor=…` — records that staff deleted, newest first: their histories still say what they were. */
export const deletedRecords = z.object({
  deleted: z.array(z.object({ type: z.string(), id: uuid, deletedAt: instant })),
  next: z.string().optional(),
});
export type DeletedRecords = z.infer<typeof deletedRecords>;

/** `GET /api/rights/mine/drafts` — notes about the patient that nobody has signed: drafts, and no part of the record. For the patient alone. */
export const draftsAboutMe = z.object({
  drafts: z.array(
    z.object({ id: uuid, title: z.string(), text: z.string(), authorName: z.string(), savedAt: instant }),
  ),
  /** How many aren't told: they add to a note that is hidden from the patient. */
  withheld: z.number().int().nonnegative(),
});
export type DraftsAboutMe = z.infer<typeof draftsAboutMe>;

/** `GET /api/rights/mine/messages` — what people at work wrote to one another about the patient, oldest first. For the patient alone. */
export const messagesAboutMe = z.object({
  messages: z.array(
    z.object({
      id: uuid,
      from: z.string(),
      to: z.array(z.string()),
      subject: z.string(),
      text: z.string(),
      sentAt: instant,
    }),
  ),
});
export type MessagesAboutMe = z.infer<typeof messagesAboutMe>;
