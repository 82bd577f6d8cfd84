import { z } from "zod";
import { instant, uuid } from "./common.ts";
import { signingPassword } from "./notes.ts";

export const retentionCategory = z.enum([
  "health-record",
  "mental-health",
  "maternity",
  "prescription",
  "dispensing",
  "consent",
  "billing",
]);
export type RetentionCategory = z.infer<typeof retentionCategory>;

/** What an organisation decided about how long its records are kept. Ids are those of `retentionState`'s lists. */
export const retentionChoice = z.object({
  jurisdictions: z.array(z.string().max(20)).max(50),
  services: z.array(z.string().max(40)).max(20),
});
export type RetentionChoice = z.infer<typeof retentionChoice>;

const reason = z.string().trim().min(5, "say why, in 5 to 200 letters").max(200, "say why, in 5 to 200 letters");
const recordName = z.string().regex(/^[A-Z][A-Za-z]+\/[0-9a-f-]{36}$/, "expected a record's type and id");

export const holdScope = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("organisation") }),
  z.object({ kind: z.literal("patient"), patient: uuid }),
  /** Of one record it holds all of the patient's, unless an erasure seals that one away. */
  z.object({ kind: z.literal("record"), patient: uuid, record: recordName }),
]);
export type HoldScope = z.infer<typeof holdScope>;

export const legalHold = z.object({
  number: z.number().int(),
  at: instant,
  by: z.string(),
  why: z.string(),
  scope: holdScope,
  /** "Nora Halloran, born 29-Feb-1948", of those in force. */
  patientLabel: z.string().optional(),
  lifted: z.object({ at: instant, by: z.string(), why: z.string() }).optional(),
  /** Its row isn't as it was written: it goes on holding. */
  altered: z.boolean(),
});
export type LegalHold = z.infer<typeof legalHold>;

const named = z.object({ id: z.string(), name: z.string() });

/** `GET /api/retention`. */
export const retentionState = z.object({
  choice: retentionChoice,
  /** Periods of the organisation's own, in words. */
  own: z.array(z.string()),
  jurisdictions: z.array(named),
  services: z.array(named),
  /** Oldest first. */
  holds: z.array(legalHold),
});
export type RetentionState = z.infer<typeof retentionState>;

const undated = z.object({ records: z.number(), patients: z.number() });

export const retentionPlan = z.object({
  at: instant,
  rows: z.array(z.object({ category: retentionCategory, year: z.number(), records: z.number() })),
  patients: z.array(z.object({ year: z.number(), patients: z.number() })),
  undated: z.object({ held: undated, open: undated, unknown: undated, "not-covered": undated }),
  patientsDue: z.number(),
  patientsInAll: z.number(),
  recordsInAll: z.number(),
  aboutNobody: z.number(),
});
export type RetentionPlan = z.infer<typeof retentionPlan>;

/** `POST /api/retention/plan` takes it. With `queue`, what is due as a whole waits for appraisal afterwards. */
export const planRequest = z.object({ queue: z.boolean().default(false) });

/** `POST /api/retention/plan` begins one (202), `GET` says how far it is; the last one stays until the server ends. */
export const planRun = z.object({
  state: z.enum(["idle", "running", "done", "failed"]),
  done: z.number(),
  total: z.number(),
  plan: retentionPlan.optional(),
  queued: z.object({ queued: z.number(), gone: z.number() }).optional(),
});
export type PlanRun = z.infer<typeof planRun>;

/** `PUT /api/retention/settings` (*step-up*) takes a `retentionChoice`; `POST /api/retention/holds` places a hold. */
export const newHold = z.object({ scope: holdScope, why: reason });
export type NewHold = z.infer<typeof newHold>;

/** `POST /api/retention/holds/:number/lift` (*step-up*). */
export const liftHold = z.object({ why: reason });
export type LiftHold = z.infer<typeof liftHold>;

export const appraisalState = z.enum(["queued", "proposed", "approved", "kept", "transferred", "destroyed", "gone"]);
export type AppraisalState = z.infer<typeof appraisalState>;

export const appraisal = z.object({
  id: uuid,
  patientId: uuid,
  /** "Nora Halloran, born 29-Feb-1948"; absent once it is destroyed. */
  patientLabel: z.string().optional(),
  state: appraisalState,
  queuedAt: instant,
  until: instant.optional(),
  due: z
    .object({
      since: instant,
      /** "8 years from the last contact (…)". */
      words: z.string(),
      source: z.object({ name: z.string(), section: z.string(), url: z.string() }),
    })
    .optional(),
  steps: z.array(z.object({ event: z.string(), at: instant, by: z.string(), why: z.string() })),
  may: z.object({
    propose: z.boolean(),
    keep: z.boolean(),
    transfer: z.boolean(),
    withdraw: z.boolean(),
    refuse: z.boolean(),
    approve: z.boolean(),
  }),
  /** Its row isn't as it was written: nobody decides on it. */
  altered: z.boolean(),
  hasCertificate: z.boolean(),
});
export type Appraisal = z.infer<typeof appraisal>;

/** `GET /api/retention/appraisals?which=open|over`: at most 200. */
export const appraisalList = z.object({ appraisals: z.array(appraisal) });

/** `POST /api/retention/appraisals/:id` (*step-up*). `until` is a day, for `keep` alone. */
export const appraisalDecision = z.object({
  event: z.enum(["propose", "keep", "transfer", "withdraw", "refuse"]),
  why: reason,
  until: z.iso.date().optional(),
});
export type AppraisalDecision = z.infer<typeof appraisalDecision>;

/** `POST /api/retention/appraisals/:id/approve` (*step-up*): signed by a second person; then the keys are gone. */
export const appraisalApproval = z.object({ why: reason, password: signingPassword });
export type AppraisalApproval = z.infer<typeof appraisalApproval>;
