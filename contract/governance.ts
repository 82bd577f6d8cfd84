import { z } from "zod";
import { instant, roleId, uuid } from "./common.ts";
import { decisionSignature, signingPassword } from "./notes.ts";

// Every changing route here answers problem+json: 401 `session/none`, 403 `access/not-permitted`, 403 `session/step-up-needed`
// (where marked *step-up*: prove yourself again, then repeat the call), 400 `input/malformed`.

/** Why a glass was broken. The sentence shown is the server's (`reason.sentence`). */
export const breakGlassReasonKind = z.enum([
  "emergency-treatment",
  "unable-to-consent",
  "covering-colleague",
  "safeguarding",
  "other",
]);
export type BreakGlassReasonKind = z.infer<typeof breakGlassReasonKind>;

/** How a patient who can't be seen is named: exactly, never by a search. */
export const patientNaming = z.discriminatedUnion("by", [
  z.object({ by: z.literal("id"), id: uuid }),
  /** A medical record or national number; `system` is its URI, any system without it. */
  z.object({
    by: z.literal("identifier"),
    system: z.string().trim().min(1).max(200).optional(),
    value: z.string().trim().min(3).max(64),
  }),
  /** The whole family name, a whole given name and the date of birth; case and accents don't matter. */
  z.object({
    by: z.literal("person"),
    family: z.string().trim().min(1).max(80),
    given: z.string().trim().min(1).max(80),
    birthDate: z.iso.date(),
  }),
]);
export type PatientNaming = z.infer<typeof patientNaming>;

/** `POST /api/break-glass` (permission break-glass.use, *step-up*): 201 with `breakGlassGrant`. Asking again while a grant for
 *  the same patient is open answers that one (200). 404 `break-glass/no-single-patient` when nobody, or more than one, fits: both
 *  look alike. 429 `break-glass/too-many` after too many askings within the hour (header retry-after). */
export const breakGlassRequest = z.object({
  patient: patientNaming,
  reason: z.object({ kind: breakGlassReasonKind, words: z.string().trim().min(15).max(2000) }),
});
export type BreakGlassRequest = z.infer<typeof breakGlassRequest>;

export const breakGlassReason = z.object({
  kind: breakGlassReasonKind,
  /** For people: "emergency treatment". */
  sentence: z.string(),
  words: z.string(),
});

/** What the one who broke the glass sees: the banner's data. */
export const breakGlassGrant = z.object({
  id: uuid,
  patientId: uuid,
  /** "Nora Halloran, born 29-Feb-1948"; absent when the patient's record was erased. */
  patientLabel: z.string().optional(),
  reason: breakGlassReason.optional(),
  beganAt: instant,
  until: instant,
  secondsLeft: z.number().int().nonnegative(),
});
export type BreakGlassGrant = z.infer<typeof breakGlassGrant>;
/** `GET /api/break-glass/mine` (any signed-in person) — the caller's open grants. */
export const myBreakGlass = z.object({ grants: z.array(breakGlassGrant) });
export type MyBreakGlass = z.infer<typeof myBreakGlass>;
// `GET /api/break-glass/reasons` (break-glass.use) answers `breakGlassReasons`.
export const breakGlassReasons = z.object({
  reasons: z.array(z.object({ kind: breakGlassReasonKind, sentence: z.string() })),
  fewestCharacters: z.number().int(),
  minutes: z.number().int(),
});
// `POST /api/break-glass/:id/end` — by its owner, or by an officer (break-glass.review): 204. 404 `break-glass/unknown`,
// 409 `break-glass/illegal-change` when it is over.

export const breakGlassState = z.enum(["open", "awaiting-review", "follow-up", "justified", "not-justified"]);
export type BreakGlassState = z.infer<typeof breakGlassState>;

/** A line of the officer's list. Whose record it was is told by the detail, which the ledger witnesses. */
export const breakGlassRow = z.object({
  id: uuid,
  person: z.object({ id: uuid, name: z.string(), role: z.string().optional() }),
  state: breakGlassState,
  beganAt: instant,
  until: instant,
  endedAt: instant.optional(),
  endedBy: z.enum(["itself", "hand", "officer"]).optional(),
  /** When the review is due. */
  dueAt: instant,
  overdue: z.boolean(),
  /** Nobody reviews their own. */
  mine: z.boolean(),
  /** It was altered in the database: it can't be read, and opens nothing. */
  altered: z.boolean(),
});
export type BreakGlassRow = z.infer<typeof breakGlassRow>;
/** `GET /api/break-glass?state=open|awaiting|done&before=<id>` (break-glass.review) — newest first, 50 a page; `awaiting` is
 *  everything that still needs a review. */
export const breakGlassList = z.object({ grants: z.array(breakGlassRow), next: uuid.optional() });
export type BreakGlassList = z.infer<typeof breakGlassList>;

export const breakGlassOutcome = z.enum(["justified", "not-justified", "follow-up"]);
/** `GET /api/break-glass/:id` (break-glass.review) — with the patient, the reason and what was done under it. */
export const breakGlassDetail = breakGlassRow.extend({
  patientId: uuid,
  patientLabel: z.string().optional(),
  reason: breakGlassReason.optional(),
  accesses: z.array(
    z.object({
      entryId: z.string(),
      at: instant,
      action: z.string(),
      why: z.string(),
      resources: z.array(z.string()),
      count: z.number().int(),
    }),
  ),
  /** More were made than are listed (200). */
  moreAccesses: z.boolean(),
  reviews: z.array(
    z.object({
      outcome: breakGlassOutcome,
      note: z.string(),
      by: z.object({ id: uuid, name: z.string() }),
      at: instant,
      /** Reviews of before they were signed have none. */
      signature: decisionSignature.optional(),
      /** Somebody who has the database altered it. */
      altered: z.boolean(),
    }),
  ),
});
export type BreakGlassDetail = z.infer<typeof breakGlassDetail>;
/** `POST /api/break-glass/:id/review` (break-glass.review) — signs the decision, as in `signDraftRequest`, and answers `breakGlassDetail`. 409 `break-glass/own` for one's own,
 *  409 `break-glass/illegal-change` while it is open or when it is decided. */
export const breakGlassReviewRequest = z.object({
  outcome: breakGlassOutcome,
  note: z.string().trim().min(5).max(4000),
  password: signingPassword,
});

export const vendorState = z.enum(["requested", "approved", "refused", "withdrawn", "ended", "lapsed"]);
export type VendorState = z.infer<typeof vendorState>;
const ticket = z.string().trim().min(2).max(80);
const namedPerson = z.object({ id: uuid, name: z.string() });

/** Access of a named person of a vendor. */
export const vendorAccess = z.object({
  id: uuid,
  person: namedPerson,
  ticket,
  purpose: z.string(),
  /** SMART v2 read scopes with criteria, such as `user/Observation.rs?category=laboratory`. */
  scopes: z.array(z.string()),
  /** While it waits: as if it were approved now. */
  from: instant,
  until: instant,
  /** How long it lasts, from its approval. */
  minutes: z.number().int(),
  state: vendorState,
  /** Approved, and the time is now. */
  inForce: z.boolean(),
  requestedBy: namedPerson,
  requestedAt: instant,
  decidedBy: namedPerson.optional(),
  decidedAt: instant.optional(),
  endedAt: instant.optional(),
  /** What the caller may do with it now. Four eyes: who asked, and whom it is for, can't approve. */
  may: z.object({ approve: z.boolean(), refuse: z.boolean(), withdraw: z.boolean(), end: z.boolean() }),
  /** It was altered in the database: it can't be read, and opens nothing. */
  altered: z.boolean(),
  /** What its approver signed; approvals of before they were signed have none. */
  signature: decisionSignature.optional(),
});
export type VendorAccess = z.infer<typeof vendorAccess>;
/** `GET /api/vendor-access` (people.manage or vendor.approve) — newest first. */
export const vendorAccessList = z.object({ access: z.array(vendorAccess), mostDays: z.number().int() });
export type VendorAccessList = z.infer<typeof vendorAccessList>;
/** `POST /api/vendor-access` (people.manage or vendor.approve, *step-up*): 201 `vendorAccess`. 422 `vendor/not-a-vendor`,
 *  `vendor/unsuitable-scope`, `vendor/unsuitable-time`. */
export const vendorAccessRequest = z.object({
  personId: uuid,
  ticket,
  purpose: z.string().trim().min(15).max(1000),
  scopes: z.array(z.string().trim().min(1).max(1000)).min(1).max(20),
  /** It begins then, or when it is approved, if that is later, and lasts as long as from `from` to `until`. A request waits 7 days. */
  from: instant,
  until: instant,
});
export type VendorAccessRequest = z.infer<typeof vendorAccessRequest>;
/** `POST /api/vendor-access/:id/approve` (vendor.approve, *step-up*), `/refuse` (vendor.approve), `/withdraw` (who asked), `/end`
 *  (people.manage or vendor.approve): answers `vendorAccess`. An approval is signed, as in
 *  `signDraftRequest`. 409 `vendor/four-eyes`, `vendor/altered`, `vendor/illegal-change`. */
export const vendorDecisionRequest = z.object({
  note: z.string().trim().max(1000).optional(),
  password: signingPassword,
});

export const reviewItemKind = z.enum([
  "person-role",
  "api-client",
  "oauth-client",
  /** What somebody allowed an app to do in their name, for longer than a session. */
  "app-grant",
  /** A role that the organisation's own OpenID provider gives. */
  "federation-mapping",
  "vendor-access",
  /** What stands beside a role: an account elsewhere that signs in as somebody here. */
  "standing",
]);
export type ReviewItemKind = z.infer<typeof reviewItemKind>;
export const reviewItemState = z.enum(["pending", "overdue", "kept", "withdrawn", "gone"]);
export type ReviewItemState = z.infer<typeof reviewItemState>;

/** One grant under review. */
export const reviewItem = z.object({
  id: uuid,
  kind: reviewItemKind,
  /** Who or what holds it: "Dr Ada Okafor", "Lab bridge". */
  holder: z.string(),
  /** What is granted: "Clinician, whole organisation", "system/Observation.rs". */
  grant: z.string(),
  /** What helps deciding: "last signed in on 03-Mar-2026". */
  hint: z.string().optional(),
  /** Undecided, where it was altered. */
  state: reviewItemState,
  /** Absent: nobody else could review it yet; assign somebody. */
  reviewer: namedPerson.optional(),
  decidedBy: z.string().optional(),
  decidedAt: instant.optional(),
  reason: z.string().optional(),
  /** The caller is its reviewer and it is not decided. */
  mine: z.boolean(),
  /** It was altered in the database: it can't be read, and nobody decides it. */
  altered: z.boolean(),
});
export type ReviewItem = z.infer<typeof reviewItem>;

export const accessReview = z.object({
  id: uuid,
  /** "2026-Q2", or the title given by hand. */
  title: z.string(),
  state: z.enum(["open", "closed"]),
  openedAt: instant,
  dueAt: instant,
  closedAt: instant.optional(),
  overdue: z.boolean(),
  /** What happens to what nobody decided by the deadline. */
  unreviewed: z.enum(["flag", "withdraw"]),
  counts: z.object({
    pending: z.number().int(),
    overdue: z.number().int(),
    kept: z.number().int(),
    withdrawn: z.number().int(),
    gone: z.number().int(),
    /** Altered in the database: whatever they say, they count as nothing else. */
    altered: z.number().int(),
  }),
  /** Undecided items of the caller. */
  mine: z.number().int(),
  /** It was altered in the database, or items were taken out of it: then its title can't be read, or its counts don't make up the whole. */
  altered: z.boolean(),
});
export type AccessReview = z.infer<typeof accessReview>;
/** `GET /api/access-reviews` (reviews.manage or reviews.decide) — newest first; who only decides sees those with items of theirs. */
export const accessReviewList = z.object({ reviews: z.array(accessReview) });
/** `POST /api/access-reviews` (reviews.manage): 201 `accessReviewDetail`. 422 `review/unsuitable-deadline`. */
export const openReviewRequest = z.object({ title: z.string().trim().min(3).max(80), dueAt: instant.optional() });
/** `GET /api/access-reviews/:id` — managers see every item, reviewers their own. */
export const accessReviewDetail = accessReview.extend({ items: z.array(reviewItem) });
export type AccessReviewDetail = z.infer<typeof accessReviewDetail>;
/** `POST /api/access-reviews/:id/items/:item/decide` (reviews.decide, its reviewer; *step-up* to withdraw): answers `reviewItem`.
 *  409 `review/own`, `review/not-reviewer`, `review/altered`, `review/illegal-change`. Withdrawing ends the grant at once. */
export const decideItemRequest = z.object({
  decision: z.enum(["keep", "withdraw"]),
  reason: z.string().trim().min(3).max(1000),
});
/** `POST /api/access-reviews/:id/items/:item/assign` (reviews.manage): answers `reviewItem`. 409 `review/own`, 422
 *  `review/unsuitable-reviewer`. An altered one is given to nobody: 409 `review/altered`. */
export const assignReviewerRequest = z.object({ personId: uuid });
// `GET /api/access-reviews/reviewers` (reviews.manage) answers `possibleReviewers`.
export const possibleReviewers = z.object({ people: z.array(namedPerson) });
// `POST /api/access-reviews/:id/close` (reviews.manage): answers `accessReview`; 409 `review/undecided` before the deadline while
// items are pending. `GET /api/access-reviews/:id/export.csv` (reviews.manage, *step-up*): the result as a file.

export const taskKind = z.enum([
  "break-glass-review",
  "break-glass-misses",
  "vendor-approval",
  "access-review",
  "review-without-reviewer",
  "role-approval",
  /** What a program is to do beyond what whoever asked may. */
  "program-approval",
  /** A role that runs the organisation was given, or taken, by one person alone: looked at afterwards. */
  "role-witnessed",
  /** One for all consents that can't be applied as they stand. */
  "faulty-consents",
  /** One for all records whose time to be kept is over. */
  "due-records",
  /** One for all accounts that were locked since the last was done. */
  "locked-accounts",
  /** One for all places from which passwords of many names were tried since the last was done. */
  "slowed-places",
  "proxy-confirmation",
  "proxy-ending",
  "proxy-ended",
]);
export type TaskKind = z.infer<typeof taskKind>;

/** Something an officer has to do. Says nothing about patients. */
export const officerTask = z.object({
  id: uuid,
  kind: taskKind,
  /** One sentence: "Review Dr Ada Okafor's emergency access of 07-Mar-2026 09:00". */
  title: z.string(),
  /** What it is about: the id of the break-glass grant, vendor access or access review; for gathered ones an id of their own. */
  about: uuid,
  risk: z.enum(["high", "medium", "low"]),
  createdAt: instant,
  dueAt: instant,
  overdue: z.boolean(),
  state: z.enum(["open", "done"]),
  assignee: namedPerson.optional(),
  doneBy: z.string().optional(),
  doneAt: instant.optional(),
  /** False: it is done when what it is about is decided there. */
  completable: z.boolean(),
  /** It was altered in the database: its sentence can't be read. */
  altered: z.boolean(),
});
export type OfficerTask = z.infer<typeof officerTask>;
/** `GET /api/tasks?state=open|done` (any signed-in person) — those assigned to the caller, and those unassigned that their
 *  permissions cover: overdue first, then high risk, then oldest deadline. Counts are of the open ones. */
export const taskList = z.object({
  tasks: z.array(officerTask),
  counts: z.object({ open: z.number().int(), overdue: z.number().int(), mine: z.number().int() }),
});
export type TaskList = z.infer<typeof taskList>;
/** `POST /api/tasks/:id/complete` — answers `officerTask`. 409 `task/done-by-deciding`, 404 `task/unknown`. */
export const completeTaskRequest = z.object({ note: z.string().trim().min(3).max(2000) });
/** `POST /api/tasks/:id/assign` — null gives it back to everybody. 422 `task/unsuitable-assignee`. */
export const assignTaskRequest = z.object({ personId: uuid.nullable() });
// `GET /api/tasks/:id/assignees` answers `possibleReviewers`.

/** A role that runs the organisation (people.manage, roles.manage or policies.manage), on its way to somebody: one asks, another
 *  approves. While only one person could, they give it alone, and an officer's task says so. */
export const roleRequest = z.object({
  id: uuid,
  person: namedPerson,
  role: z.object({ id: roleId, label: z.string() }),
  /** Rights over the organisation that come with it. */
  gains: z.array(z.string()),
  requestedBy: namedPerson,
  requestedAt: instant,
  until: instant,
  may: z.object({ decide: z.boolean(), withdraw: z.boolean() }),
  /** It was altered in the database: it can't be read or approved. */
  altered: z.boolean(),
});
export type RoleRequest = z.infer<typeof roleRequest>;
/** A role that a second person approved. */
export const givenRole = z.object({
  id: uuid,
  person: namedPerson,
  role: z.object({ id: roleId, label: z.string() }),
  requestedBy: namedPerson,
  decidedBy: namedPerson.optional(),
  decidedAt: instant,
  /** Approvals of before they were signed have none. */
  signature: decisionSignature.optional(),
  /** Somebody who has the database altered it. */
  altered: z.boolean(),
});
export type GivenRole = z.infer<typeof givenRole>;
/** `GET /api/role-requests` (people.manage) — those that wait, oldest first, and those of the last 30 days that were approved, newest
 *  first. */
export const roleRequestList = z.object({ requests: z.array(roleRequest), given: z.array(givenRole) });
/** `POST /api/role-requests` (people.manage, *step-up*): 201 `roleRequest`, after `PATCH /api/people/:id` was refused with 409
 *  `people/second-needed`. 422 `role-grant/unsuitable`, 403 `role-grant/beyond-own`, 409 `role-grant/asked-already`. */
export const askRoleRequest = z.object({ personId: uuid, role: roleId });
/** `POST /api/role-requests/:id/approve` (people.manage, *step-up*), `/refuse` (people.manage), `/withdraw` (who asked): 204. 409
 *  `role-grant/four-eyes`, `role-grant/approver-too-new` (account or rights for less than a day), `role-grant/altered`, `role-grant/illegal-change`. */
/** The approval is signed, as in `signDraftRequest`. */
export const approveRoleRequest = z.object({ password: signingPassword });
export const refuseRoleRequest = z.object({ note: z.string().trim().max(1000).optional() });

/** `GET /api/account/failed-sign-ins` (any signed-in person) — attempts to sign in as the caller that ended in a lock, until the
 *  caller says that they have read of it: `POST /api/account/failed-sign-ins/read` (204). */
export const failedSignIns = z.object({
  notice: z
    .object({
      failures: z.number().int(),
      since: instant,
      lastAt: instant,
      lockedAt: instant,
    })
    .optional(),
});
export type FailedSignInNotice = NonNullable<z.infer<typeof failedSignIns>["notice"]>;
/** The notice's own `lastAt`: what failed since then is told anew. */
export const failedSignInsRead = z.object({ lastAt: instant });

/** `GET /api/settings/governance` (policies.manage), `PUT` the same (*step-up*): what the organisation decides about exceptions. */
export const governanceSettings = z.object({
  breakGlass: z.object({
    /** How long the glass stays broken. */
    minutes: z.number().int().min(5).max(720),
    /** Within how many hours it is to be reviewed. */
    reviewHours: z.number().int().min(1).max(336),
    /** Askings of one person within an hour. */
    mostAskings: z.number().int().min(1).max(100),
  }),
  vendorAccess: z.object({ mostDays: z.number().int().min(1).max(30) }),
  accessReview: z.object({
    quarterly: z.boolean(),
    days: z.number().int().min(1).max(90),
    remindDays: z.number().int().min(1).max(30),
    unreviewed: z.enum(["flag", "withdraw"]),
  }),
});
export type GovernanceSettings = z.infer<typeof governanceSettings>;
