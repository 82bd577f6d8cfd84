import { z } from "zod";
import { instant, roleId, uuid } from "./common.ts";
import { signatureShown, signingPassword } from "./notes.ts";

// Routes answer problems as everywhere: 401 `session/none`, 403 `access/not-permitted`, 403 `session/step-up-needed` (where marked
// *step-up*), 400 `input/malformed`.

/** A list in words, for people who choose from it. */
const choice = z.object({ code: z.string(), label: z.string(), summary: z.string().optional() });

export const reachName = z.enum(["organisation", "facility", "related", "patient"]);
export type ReachName = z.infer<typeof reachName>;

export const fieldRule = z.object({
  type: z.string().max(64),
  /** Dotted names below the type, without indexes: `reasonCode`, `participant.actor`, `valueQuantity`. */
  path: z.string().min(1).max(200),
  access: z.enum(["hidden", "read-only"]),
});
export type FieldRuleRow = z.infer<typeof fieldRule>;

/** A role as people write it. What is wrong with its parts the server says, each with its place: see `roleFault`. */
export const roleDefinition = z.object({
  label: z.string().max(200),
  /** Inside a sentence: "as ward nurse of this organisation". */
  inSentence: z.string().max(200),
  summary: z.string().max(1000),
  /** SMART v2 scopes of level user: `user/Observation.rs?category=laboratory`. */
  scopes: z.array(z.string().max(1000)).max(600),
  permissions: z.array(z.string().max(64)).max(64),
  reach: reachName,
  fieldRules: z.array(fieldRule).max(200),
  /** Codes of `sensitivityList`; null: everything. */
  clearances: z.array(z.string().max(32)).max(32).nullable(),
  /** The first is what a session starts with. */
  purposes: z.array(z.string().max(32)).max(32),
});
export type RoleDefinitionRow = z.infer<typeof roleDefinition>;

export const roleFault = z.object({
  /** "scopes[3]", "fieldRules[0].path", "label" */
  path: z.string(),
  message: z.string(),
});
export type RoleFaultRow = z.infer<typeof roleFault>;

export const storedRole = z.object({
  id: roleId,
  definition: roleDefinition,
  /** 0: a built-in role as it came. To be sent with the next change. */
  revision: z.number().int(),
  builtIn: z.boolean(),
  changedAt: instant.optional(),
  /** How many people who may sign in hold it. */
  people: z.number().int(),
  /** What to think about before handing it out. */
  cautions: z.array(z.string()),
  /** The caller holds it: nobody changes their own. */
  mine: z.boolean(),
});
export type StoredRoleRow = z.infer<typeof storedRole>;
/** `GET /api/policy/roles` (roles.manage or people.manage) — built-in ones first. */
export const roleBook = z.object({ roles: z.array(storedRole) });
export type RoleBookList = z.infer<typeof roleBook>;

/** `PUT /api/policy/roles/:id` (roles.manage, *step-up*) — makes a role (revision 0) or changes one; answers `storedRole`.
 *  422 `roles/unsuitable` with `faults`; 409 `roles/changed-meanwhile`, `roles/label-taken`, `roles/own`, `roles/last-manager`;
 *  403 `roles/beyond-own`. */
export const putRoleRequest = z.object({ revision: z.number().int().min(0), definition: roleDefinition });
// `DELETE /api/policy/roles/:id?revision=n` (roles.manage, *step-up*): 204. Removes an own role (409 `roles/in-use` while somebody has
// it); gives a changed built-in role back the form in which it came. 404 `roles/unknown`.

/** `POST /api/policy/roles/check` (roles.manage) — what storing it would be refused for, without storing it. */
export const checkRoleRequest = z.object({ id: roleId, definition: roleDefinition });
export const checkRoleAnswer = z.object({
  faults: z.array(roleFault),
  cautions: z.array(z.string()),
  /** A refusal that lies in no single part: `roles/beyond-own`, `roles/own`, `roles/label-taken`, `roles/last-manager`. */
  refusal: z.object({ code: z.string(), message: z.string(), path: z.string().optional() }).optional(),
});
export type CheckRoleAnswer = z.infer<typeof checkRoleAnswer>;

/** The body of 422 `roles/unsuitable`: a `problem` with every fault. */
export const roleProblem = z.object({
  code: z.string(),
  message: z.string(),
  path: z.string().optional(),
  faults: z.array(roleFault).optional(),
});

/** `GET /api/policy/choices` (any signed-in person) — what roles, previews and consents are made of, in words. */
export const policyChoices = z.object({
  permissions: z.array(choice),
  purposes: z.array(choice),
  reaches: z.array(choice),
  sensitivities: z.array(choice),
  /** Resource types by what they tell about a patient: "clinical": ["Condition", …]. */
  resourceGroups: z.array(z.object({ code: z.string(), label: z.string(), types: z.array(z.string()) })),
  /** For consents. */
  roles: z.array(choice),
});
export type PolicyChoices = z.infer<typeof policyChoices>;

/** `GET /api/policy/sensitivities` (any signed-in person) — what is labelled by itself, by which lists of codes, with their sources.
 *  `?type=Condition` leaves out of `seenBy` roles that see no record of that type. */
export const sensitivityList = z.object({
  system: z.string(),
  /** How one is taken off by hand: a `meta.tag` of this system with the label's code. */
  removedBy: z.string(),
  categories: z.array(
    z.object({
      code: z.string(),
      label: z.string(),
      display: z.string(),
      summary: z.string(),
      /** Labels of the roles that are cleared for it, in the order of the house. */
      seenBy: z.array(z.string()),
      /** Whether who asks is cleared for it. Marking what one isn't cleared for is refused with `chart/outside-scope`. */
      isCleared: z.boolean(),
      lists: z.array(
        z.object({
          systems: z.array(z.string()),
          match: z.enum(["prefix", "exact"]),
          codes: z.array(z.string()),
          source: z.string(),
        }),
      ),
    }),
  ),
});
export type SensitivityList = z.infer<typeof sensitivityList>;

/**
 * `POST /api/policy/preview` (roles.manage, *step-up*) — what somebody gets, by the very code that answers them.
 *
 * It shows no more than the caller may see: the rows are the caller's own, each marked whether that person sees it, with only what
 * both of them see of it. What the person sees and the caller doesn't is neither shown nor counted.
 */
export const previewRequest = z.object({
  personId: uuid,
  /** Another role for this person: a stored one by its id, or one that isn't stored yet. Absent: the one that they have. */
  role: z.union([z.object({ id: roleId }), z.object({ definition: roleDefinition })]).optional(),
  purpose: z.string().max(32).optional(),
  /** A read or a search: `Patient/<id>`, `Observation?patient=<id>&category=laboratory`. */
  path: z.string().min(1).max(2000),
});
export type PreviewRequest = z.infer<typeof previewRequest>;
export const preview = z.object({
  person: z.object({ id: uuid, name: z.string() }),
  role: z.object({ id: roleId.optional(), label: z.string() }),
  purpose: z.string().optional(),
  type: z.string(),
  /** What decides before any record is looked at. */
  decision: z.object({
    allowed: z.boolean(),
    sentence: z.string(),
    /** In words: "patients of their facilities", "only category = laboratory". */
    limits: z.array(z.string()),
    hiddenFields: z.array(z.string()),
    readOnlyFields: z.array(z.string()),
  }),
  /** Absent when the caller may not look at such records: then the decision is all there is to say. */
  rows: z
    .object({
      /** Rows that the caller sees at this path, at most 50. */
      compared: z.number().int(),
      seen: z.number().int(),
      more: z.boolean(),
      list: z.array(
        z.object({
          type: z.string(),
          id: uuid,
          seen: z.boolean(),
          /** What both see of it, when the person sees it. */
          resource: z.unknown().optional(),
        }),
      ),
    })
    .optional(),
  /** Why there are no rows, as a sentence. */
  withheld: z.string().optional(),
});
export type Preview = z.infer<typeof preview>;

/** `GET /api/policy/people` (roles.manage or consents.manage) — staff who may sign in, for previews and comparisons. Patients and
 *  family members who sign in are told only to whoever manages people: their names alone would tell who has a record. */
export const previewPeople = z.object({
  people: z.array(
    z.object({
      id: uuid,
      name: z.string(),
      jobTitle: z.string().optional(),
      role: z.object({ id: roleId, label: z.string() }),
      /** By which a consent names them. */
      practitioner: z.string().optional(),
    }),
  ),
});
export type PreviewPeople = z.infer<typeof previewPeople>;

export const consentFault = z.object({ code: z.string(), path: z.string(), message: z.string() });

export const consentRow = z.object({
  id: uuid,
  version: z.number().int(),
  status: z.string(),
  /** Active, and it says something about who may see records; in the list, also that its last day isn't over. */
  inForce: z.boolean(),
  /** "Nobody may see what is marked mental health, except Dr Ada Okafor." */
  sentences: z.array(z.string()),
  recordedAt: instant.optional(),
  /** Who gave it and who wrote it down, as the record has it. */
  givenBy: z.string().optional(),
  /** Parts that could not be understood, and what is done instead. */
  faults: z.array(consentFault),
  /** The caller wrote it as a patient, and may take it back: what holds is what they signed. */
  own: z.boolean(),
});
export type ConsentRow = z.infer<typeof consentRow>;
/** `GET /api/patients/:id/consents` — for whoever may search the patient's Consent resources; newest first. */
export const consentList = z.object({
  consents: z.array(consentRow),
  /** The caller may record and withdraw. */
  mayChange: z.boolean(),
  /** It is the caller's own record: they may keep somebody out of it (`ownConsentRequest`). */
  mayKeepOut: z.boolean(),
});
export type ConsentList = z.infer<typeof consentList>;

/** Whom a statement is about. */
export const consentParty = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("person"),
    reference: z.string().regex(/^(Practitioner|RelatedPerson)\/[0-9a-f-]{36}$/),
    name: z.string().trim().min(1).max(160),
  }),
  z.object({ kind: z.literal("role"), id: roleId }),
  z.object({
    kind: z.literal("organisation"),
    reference: z.string().regex(/^(Organization|CareTeam)\/[0-9a-f-]{36}$/),
    name: z.string().trim().min(1).max(160),
  }),
]);
export type ConsentParty = z.infer<typeof consentParty>;

/** One thing that a patient says. Without `who` it is about everybody, without `labels` and `types` about everything. */
export const consentStatement = z.object({
  decision: z.enum(["deny", "permit"]),
  who: z.array(consentParty).max(20).optional(),
  /** Codes of `sensitivityList`. */
  labels: z.array(z.string().max(32)).max(10).optional(),
  /** Resource types. */
  types: z.array(z.string().max(64)).max(40).optional(),
  /** Codes of HL7 v3 PurposeOfUse; see `policyChoices`. */
  purposes: z.array(z.string().max(32)).max(10).optional(),
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
  /** Who is meant to see it all the same (of a denial), or not (of a permit). */
  except: z.array(consentParty).max(20).optional(),
});
export type ConsentStatement = z.infer<typeof consentStatement>;
/** What a patient decided. */
export const consentWords = z.object({
  /** What holds where no statement speaks: `roles` (as without a consent), or `deny`. */
  otherwise: z.enum(["roles", "deny"]),
  statements: z.array(consentStatement).max(20),
  givenBy: z.enum(["patient", "representative"]),
  /** The representative's name. */
  representative: z.string().trim().min(2).max(160).optional(),
});
export type ConsentWords = z.infer<typeof consentWords>;
/** `POST /api/patients/:id/consents` (consents.manage): 201 `consentRow`. Writes a FHIR Consent through the chart, and signs it as its
 *  witness: 403 `session/step-up-needed` and `password` as in `signDraftRequest`. 422 `consents/unsuitable` with the path of the fault. */
export const recordConsentRequest = consentWords.extend({ password: signingPassword });
export type RecordConsentRequest = z.infer<typeof recordConsentRequest>;
/** `POST /api/patients/:id/consents/:consent/withdraw` (consents.manage) — signs as a witness too, and answers `consentRow`.
 *  409 `chart/precondition-failed`. */
export const withdrawConsentRequest = z.object({ version: z.number().int().min(1), password: signingPassword });

/** `POST /api/patients/:id/own-consents` (a patient, of their own record): 201 `consentRow`. As `recordConsentRequest`, and nothing wider:
 *  each statement denies somebody whom it names, what is marked with one of the labels or everything. Signed as its author; `password`
 *  as there. Another's record is answered as one that isn't there: 404 `consents/unknown`. 422 `consents/unsuitable` with the path of the
 *  fault, or `consents/over`; 409 `consents/too-many`. */
export const ownConsentRequest = z.strictObject({
  otherwise: z.literal("roles"),
  statements: z
    .array(
      z.strictObject({
        decision: z.literal("deny"),
        who: z.array(consentParty).min(1).max(20),
        labels: z.array(z.string().max(32)).min(1).max(10).optional(),
        /** The last day on which it holds; today or later. */
        until: z.iso.date().optional(),
      }),
    )
    .min(1)
    .max(5),
  givenBy: z.literal("patient"),
  password: signingPassword,
});
export type OwnConsentRequest = z.infer<typeof ownConsentRequest>;
// `POST /api/patients/:id/own-consents/:consent/withdraw` (as above) takes `withdrawConsentRequest` and answers `consentRow`. 404
// `consents/unknown` for what the patient didn't write so, what staff changed since, and what holds no longer; 409
// `consents/changed-meanwhile`.

/** `GET /api/patients/:id/consents/:consent/signatures` — for whoever may read it, checked now. `unsigned`: it came from a program, or
 *  from before consents were signed. `changed-since`: the signatures hold, and it was changed after the last by somebody who didn't
 *  sign. `broken`: one doesn't hold. */
export const consentSignatures = z.object({
  state: z.enum(["unsigned", "holds", "changed-since", "broken"]),
  /** Oldest first. */
  signatures: z.array(signatureShown.extend({ act: z.enum(["recorded", "withdrawn"]).optional() })),
  /** As of `noteSignatures`. */
  keysAt: z.string(),
});
export type ConsentSignatures = z.infer<typeof consentSignatures>;
// `GET /api/patients/:id/consents/:consent/signed-record` — the newest signed version, as of notes.

/** `POST /api/patients/:id/seen-by` (consents.manage, *step-up*) answers `seenBy`: as the `GET`, with a consent that isn't recorded
 *  yet on top of those that are. */
export const seenByRequest = z.object({
  personId: uuid,
  purpose: z.string().max(32).optional(),
  consent: consentWords.optional(),
});
/** `GET /api/patients/:id/seen-by?personId=…&purpose=…` (consents.manage, *step-up*) — of what the caller sees in this record, how
 *  much would that person see? Told by type; nothing is told that the caller doesn't see themselves. */
export const seenBy = z.object({
  person: z.object({ id: uuid, name: z.string(), role: z.string() }),
  purpose: z.string().optional(),
  /** What ties the person to the patient now, in words. */
  relations: z.array(z.string()),
  types: z.array(
    z.object({
      type: z.string(),
      yours: z.number().int(),
      theirs: z.number().int(),
      /** There are more than were compared (100 of each type). */
      more: z.boolean(),
    }),
  ),
});
export type SeenBy = z.infer<typeof seenBy>;

/** `POST /api/patients/:id/seen-by-party` (whose own record it is, and who reads who looked) answers `seenByParty`: of what the caller
 *  sees in this record, what somebody of that kind would see, as things stand and with a consent that isn't recorded. 422
 *  `consents/unsuitable` with the path of the fault. */
export const seenByPartyRequest = z.object({ party: consentParty, consent: consentWords.optional() });
export const seenByParty = z.object({
  /** What was assumed of whoever is no one person: that they treat the patient, work at the patient's site, or act for the patient. */
  assumed: z.enum(["treats", "works-there", "acts-for"]).optional(),
  /** False: a named member of staff who can't sign in here, and so sees nothing. */
  signsIn: z.boolean(),
  types: z.array(
    z.object({
      type: z.string(),
      yours: z.number().int(),
      before: z.number().int(),
      /** With the consent; as `before` without one. */
      after: z.number().int(),
      /** There are more than were compared (100 of each type). */
      more: z.boolean(),
    }),
  ),
});
export type SeenByParty = z.infer<typeof seenByParty>;

/** `GET /api/policy/faulty-consents` (consents.manage) — those that can't be applied as they stand. */
export const faultyConsents = z.object({
  consents: z.array(z.object({ consent: z.string(), patientId: uuid.optional(), faults: z.array(consentFault) })),
});
export type FaultyConsentList = z.infer<typeof faultyConsents>;

/** `GET` and `PUT /api/settings/policy` (policies.manage; PUT *step-up*). */
export const policySettingsRow = z.object({
  /** How long before an appointment those who give it may look at the record, and how long after. */
  daysBeforeAppointment: z.number().int().min(0).max(90),
  daysAfterAppointment: z.number().int().min(0).max(365),
  /** IANA name of the zone that rotas are written in. */
  timeZone: z.string().min(1).max(64),
});
export type PolicySettingsRow = z.infer<typeof policySettingsRow>;
