import type { Caller } from "../../custody/access/index.ts";
import type { SurveyedRecord } from "../../custody/chart/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { type Verdict, decideRecord } from "./decide.ts";
import { Gathering, type PatientsPart, type PlannedRecord, everyPatient, plannedRecord } from "./gathering.ts";
import { type RetentionPlan, planOf, sumOfPlans, wholeVerdict } from "./plan.ts";
import { type Holds, createHolds } from "./holds/holds.ts";
import { inForce } from "./holds/hold.ts";
import { type Appraisals, createAppraisals, dueWords } from "./appraisal/appraisals.ts";
import { fillByClock } from "./appraisal/fill-by-clock.ts";
import { type Filled, fillQueue } from "./appraisal/fill-queue.ts";
import type { DueWords } from "./appraisal/opened.ts";
import { expectOfficer } from "./officer.ts";
import { type RetentionPorts, lookingAtOne } from "./ports.ts";
import { type Obligation, obligationsOf } from "./obligations.ts";
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

/** How long records are kept. Every method but `fillByClock` throws RetentionError `retention/not-permitted` for who may not decide that. */
export interface Retention {
  readonly holds: Holds;
  readonly appraisals: Appraisals;
  /** What falls due when. It changes no record; with `queue`, what is due as a whole waits for appraisal afterwards. */
  plan(caller: Caller, options?: { readonly queue?: boolean }): AsyncGenerator<PlanStep>;
  /** As `plan` with `queue`, once a day over all processes. @returns undefined where it isn't time, or there is nothing to look for */
  fillByClock(tenant: TenantId, stop: AbortSignal): Promise<Filled | undefined>;
  /** @throws ChartError `chart/not-found` where there is no such patient */
  explain(caller: Caller, patient: ResourceId): Promise<Explained>;
  /** What of a patient's record must stay when the rest is erased. @throws ChartError `chart/not-found` */
  obligations(caller: Caller, patient: ResourceId): Promise<readonly Obligation[]>;
}

/** About a kilobyte each: where there are more, a plan goes through the records again for the rest. */
const mostPatientsAtOnce = 50_000;
const planning = "to say how many records fall due in which year";

export function openRetention(ports: RetentionPorts, mostPatients = mostPatientsAtOnce): Retention {
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
      const standing = await holds.standing(caller.tenant);
      const due = new Map<ResourceId, DueWords>();
      const circumstances = { rules, holdsOf: (patient: ResourceId) => inForce(standing, patient), at };
      const waiting: PatientsPart[] = [everyPatient];
      const plans: RetentionPlan[] = [];
      let last = { done: 0, total: 0 };
      for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
        const gathering = new Gathering(part, mostPatients);
        const before = last.done;
        for await (const { kept, done, total } of chart.survey(caller, { why: planning, keep: plannedRecord })) {
          for (const record of kept) gathering.add(record);
          last = { done: before + done, total: before + total * (1 + waiting.length + gathering.left.length) };
          yield { ...last, plan: undefined };
        }
        waiting.push(...gathering.left);
        plans.push(planOf(gathering, circumstances, (patient, verdict) => due.set(patient, dueWords(verdict))));
      }
      const [first, ...more] = plans;
      if (first === undefined) return;
      const plan = sumOfPlans([first, ...more]);
      yield { ...last, plan, ...(queue ? { queued: await fillQueue(ports, caller, due) } : {}) };
    },

    fillByClock: (tenant, stop) =>
      fillByClock(ports, tenant, (caller) => retention.plan(caller, { queue: true }), stop),

    async explain(caller, patient) {
      expectOfficer(caller);
      const rules = rulesFor(await settings(caller.tenant));
      const found: (PlannedRecord & Pick<SurveyedRecord, "type" | "id">)[] = [];
      const gathering = new Gathering(everyPatient, mostPatients);
      const survey = chart.survey(caller, {
        patient,
        why: lookingAtOne,
        keep: (record) => ({ ...plannedRecord(record), type: record.type, id: record.id }),
      });
      for await (const { kept } of survey) {
        found.push(...kept.filter((record) => record.patient === patient));
        for (const record of kept) if (record.patient === patient) gathering.add(record);
      }
      const [one] = gathering.patients();
      if (one === undefined) return { records: [], whole: undefined };
      const circumstances = {
        rules,
        patient: one.facts,
        holds: inForce(await holds.standing(caller.tenant), patient),
        at: now(),
      };
      const records = found.map(({ type, id, facts }) => ({ type, id, verdict: decideRecord(facts, circumstances) }));
      return { records, whole: wholeVerdict(records.map(({ verdict }) => verdict)) };
    },

    obligations: (caller, patient) => obligationsOf(ports, holds, caller, patient),
  };
  return retention;
}
