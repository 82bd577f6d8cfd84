import { z } from "zod";
import { instant, uuid } from "./common.ts";
import { signingPassword } from "./notes.ts";

const reason = z.string().trim().min(5, "say why, in 5 to 200 letters").max(200, "say why, in 5 to 200 letters");
const recordName = z.string().regex(/^[A-Z][A-Za-z]+\/[0-9a-f-]{36}$/, "expected a record's type and id");

/** `erase`: it goes. `keep`: a rule or a hold asks for it. `restrict`: the officer decided so. Both are sealed away. */
export const fateAction = z.enum(["erase", "restrict", "keep"]);
export type FateAction = z.infer<typeof fateAction>;

export const fate = z.object({
  record: recordName,
  action: fateAction,
  /** A sentence: the ground. */
  words: z.string(),
  /** Where the rule is written. */
  source: z.object({ name: z.string(), section: z.string(), url: z.string() }).optional(),
  /** Legal holds that cover it. */
  holds: z.array(z.number().int()),
  until: instant.optional(),
});
export type Fate = z.infer<typeof fate>;

/** What the officer keeps although nothing obliges to. `until` is a day. */
export const erasureChoice = z.object({ record: recordName, ground: reason, until: z.iso.date() });
export type ErasureChoice = z.infer<typeof erasureChoice>;
/** Of a patient who stays: what is to be erased by itself. Absent: the whole record. */
const records = z.array(recordName).min(1).max(200).optional();
const choices = z.array(erasureChoice).max(2000).default([]);

/** `POST /api/erasures/plan`: what would become of each record now; of certain records, of these and what is nothing without them. The ledger tells of
 *  the look. */
export const erasurePlanRequest = z.object({ patientId: uuid, records, choices });
export const erasurePlan = z.object({
  fates: z.array(fate),
  /** Of certain records: others, which stay and name one that goes. */
  named: z.array(recordName),
  /** Files and signatures of these that say of no patient whose they are: an erasure doesn't reach them. */
  untied: z.array(recordName),
});
export type ErasurePlan = z.infer<typeof erasurePlan>;

/** `POST /api/erasures` (*step-up*): 201 `erasure`. */
export const newErasure = z.object({ patientId: uuid, requestId: uuid.optional(), records, choices, why: reason });
export type NewErasure = z.input<typeof newErasure>;

export const erasureState = z.enum(["proposed", "approved", "erased", "refused", "withdrawn", "lapsed"]);
export type ErasureState = z.infer<typeof erasureState>;

const step = z.object({ event: z.string(), at: instant, by: z.string(), why: z.string() });

export const erasure = z.object({
  id: uuid,
  patientId: uuid,
  /** "Nora Halloran, born 29-Feb-1948"; absent once it is erased. */
  patientLabel: z.string().optional(),
  requestId: uuid.optional(),
  /** `records`: the patient stays, and all other records. */
  scope: z.enum(["whole", "records"]),
  state: erasureState,
  proposedAt: instant,
  changedAt: instant,
  fates: z.array(fate),
  steps: z.array(step),
  may: z.object({ approve: z.boolean(), refuse: z.boolean(), withdraw: z.boolean() }),
  /** Its row isn't as it was written: nobody decides on it. */
  altered: z.boolean(),
  hasCertificate: z.boolean(),
  /** Since when what it deleted is off the database's disk. */
  clearedAt: instant.optional(),
  /** Of certain records that are erased: what became of the keys that they were under, which end later. */
  formerKeys: z.object({ endedAt: instant.optional(), hasCertificate: z.boolean() }).optional(),
});
export type Erasure = z.infer<typeof erasure>;

/** `GET /api/erasures?request=`: at most 200, those that wait first; of all requests, without their fates. `GET /api/erasures/:id`: one. */
export const erasureList = z.object({
  erasures: z.array(erasure),
  /** False when somebody who has the database took erasures out, or may have. */
  isWhole: z.boolean(),
});

/** `POST /api/erasures/:id` (*step-up*). */
export const erasureDecision = z.object({ event: z.enum(["refuse", "withdraw"]), why: reason });
export type ErasureDecision = z.infer<typeof erasureDecision>;

/** `POST /api/erasures/:id/approve` (*step-up*): signed by a second person; then it is carried out. */
export const erasureApproval = z.object({ why: reason, password: signingPassword });
export type ErasureApproval = z.infer<typeof erasureApproval>;

export const retainedState = z.enum(["kept", "proposed", "approved", "destroyed"]);

/** A record that outlived its patient's keys, and nothing of what it says. */
export const retained = z.object({
  id: uuid,
  state: retainedState,
  /** Absent of one that was altered in the database. */
  fate: fate.optional(),
  versions: z.number().int().optional(),
  until: instant.optional(),
  /** Legal holds that cover it now. */
  holds: z.array(z.number().int()),
  /** Nothing keeps it any more. */
  isOver: z.boolean(),
  /** Who asked for its destruction is the caller: somebody else approves. */
  isMine: z.boolean(),
});
export type Retained = z.infer<typeof retained>;

/** `GET /api/erasures/:id/retained`; also what deciding on them answers. */
export const retainedList = z.object({
  retained: z.array(retained),
  /** How many had to stay and are nowhere: somebody took them out of the database. */
  missing: z.number().int(),
});
export type RetainedList = z.infer<typeof retainedList>;

/** `GET /api/erasures/over`: erasures of which something stays that nothing keeps any more. Two people end it. */
export const erasuresOver = z.object({
  erasures: z.array(z.object({ id: uuid, patientId: uuid, records: z.number().int().positive() })),
});
export type ErasuresOver = z.infer<typeof erasuresOver>;

/** `POST /api/erasures/:id/retained` (*step-up*): of all whose period is over. */
export const retainedDecision = z.object({ event: z.enum(["propose", "give-back"]), why: reason });
export type RetainedDecision = z.infer<typeof retainedDecision>;

/** `POST /api/retained/:id` (retained.read, *step-up*): opens one; the ledger has it first. */
export const readRetained = z.object({ why: reason });
export const retainedBody = z.object({
  record: recordName,
  /** `reference`, and of the patient's own resource `identifier`, `name` and `birthDate`. */
  whom: z.record(z.string(), z.unknown()),
  /** Newest first. `body`: FHIR JSON, as it was stored; empty of a deletion. */
  versions: z.array(
    z.object({ version: z.number().int(), writtenAt: instant, deleted: z.boolean(), body: z.string() }),
  ),
});
export type RetainedBody = z.infer<typeof retainedBody>;
