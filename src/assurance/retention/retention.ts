import type { Caller } from "../../custody/access/index.ts";
import type { SurveyedRecord } from "../../custody/chart/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type Verdict, decideRecord } from "./decide.ts";
import { Gathering, type RetentionPlan, type PlannedRecord, planOf, plannedRecord, wholeVerdict } from "./plan.ts";
import { type Holds, createHolds } from "./holds/holds.ts";
import { inForce } from "./holds/hold.ts";
import { type Appraisals, createAppraisals, dueWords } from "./appraisal/appraisals.ts";
import { type Filled, fillQueue } from "./appraisal/fill-queue.ts";
import type { DueWords } from "./appraisal/opened.ts";
import { expectOfficer } from "./officer.ts";
import type { RetentionPorts } from "./ports.ts";
import { rulesFor } from "./rules.ts";

/** How far a plan is; the plan itself with the last step. */
export interface PlanStep {
  readonly done: number;
  readonly total: number;
  readonly plan: RetentionPlan | undefined;
  /** How many were put into the queue, and taken out of it. */
  readonly queued?: Filled;
}

/** One record of a patient, and what becomes of it. */
export interface ExplainedRecord {
  readonly type: string;
  readonly id: ResourceId;
  readonly verdict: Verdict;
}

export interface Explained {
  readonly records: readonly ExplainedRecord[];
  /** Of the record as a whole: what a key destroys at once. */
  readonly whole: Verdict | undefined;
}

/** How long records are kept. Every method throws RetentionError `retention/not-permitted` for who may not decide that. */
export interface Retention {
  readonly holds: Holds;
  readonly appraisals: Appraisals;
  /** What falls due when. It changes no record; with `queue`, what is due as a whole waits for appraisal afterwards. */
  plan(caller: Caller, options?: { readonly queue?: boolean }): AsyncGenerator<PlanStep>;
  /** @throws ChartError `chart/not-found` where there is no such patient */
  explain(caller: Caller, patient: ResourceId): Promise<Explained>;
}

export function openRetention(ports: RetentionPorts): Retention {
  const { chart, settings, now } = ports;
  const holds = createHolds(ports);
  const appraisals = createAppraisals(ports, (caller, patient) => retention.explain(caller, patient));
  const retention: Retention = {
    holds,
    appraisals,

    async *plan(caller, { queue = false } = {}) {
      expectOfficer(caller);
      const rules = rulesFor(await settings(caller.tenant));
      const at = now();
      const standing = await holds.list(caller);
      const gathering = new Gathering();
      const survey = chart.survey(caller, {
        why: "to say how many records fall due in which year",
        keep: plannedRecord,
      });
      let last = { done: 0, total: 0 };
      for await (const { kept, done, total } of survey) {
        for (const record of kept) gathering.add(record);
        last = { done, total };
        yield { done, total, plan: undefined };
      }
      const due = new Map<ResourceId, DueWords>();
      const circumstances = { rules, holdsOf: (patient: ResourceId) => inForce(standing, patient), at };
      const plan = planOf(gathering, circumstances, (patient, verdict) => due.set(patient, dueWords(verdict)));
      yield { ...last, plan, ...(queue ? { queued: await fillQueue(ports, caller, due) } : {}) };
    },

    async explain(caller, patient) {
      expectOfficer(caller);
      const rules = rulesFor(await settings(caller.tenant));
      const found: (PlannedRecord & Pick<SurveyedRecord, "type" | "id">)[] = [];
      const gathering = new Gathering();
      const survey = chart.survey(caller, {
        patient,
        why: "to say how long each record of this patient is kept, and why",
        keep: (record) => ({ ...plannedRecord(record), type: record.type, id: record.id }),
      });
      for await (const { kept } of survey) {
        found.push(...kept.filter((record) => record.patient === patient));
        for (const record of kept) if (record.patient === patient) gathering.add(record);
      }
      const [one] = gathering.patients();
      if (one === undefined) return { records: [], whole: undefined };
      const circumstances = { rules, patient: one.facts, holds: inForce(await holds.list(caller), patient), at: now() };
      const records = found.map(({ type, id, facts }) => ({ type, id, verdict: decideRecord(facts, circumstances) }));
      return { records, whole: wholeVerdict(records.map(({ verdict }) => verdict)) };
    },
  };
  return retention;
}
