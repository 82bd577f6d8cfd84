import type { SurveyedRecord } from "../../custody/chart/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type Category, categoryIds } from "./category.ts";
import { type HoldInForce, type Unheld, type Verdict, decideRecord } from "./decide.ts";
import { type PatientFacts, type RecordFacts, lifeOf, recordFacts } from "./facts.ts";
import type { Rule } from "./rule.ts";

/** What a survey keeps of a record: enough to count it, and nothing that says whose life it is. */
export interface PlannedRecord {
  readonly patient: ResourceId | undefined;
  readonly facts: RecordFacts;
  /** Of the patient's own resource. */
  readonly life: Pick<PatientFacts, "birth" | "death"> | undefined;
}

export function plannedRecord({ type, id, patient, writtenAt, resource }: SurveyedRecord): PlannedRecord {
  const isPatient = type === "Patient" && id === patient;
  return { patient, facts: recordFacts(resource, writtenAt), life: isPatient ? lifeOf(resource) : undefined };
}

/** Why something has no year: a hold, nobody died yet, a date that isn't recorded, no rule. */
export type Undated = "held" | "open" | "unknown" | "not-covered";
export const undatedStates = ["held", "open", "unknown", "not-covered"] as const satisfies readonly Undated[];

export interface PlanRow {
  readonly category: Category;
  readonly year: number;
  readonly records: number;
}

/** What falls due when, in numbers. */
export interface RetentionPlan {
  /** Milliseconds since 1970: what is older is due. */
  readonly at: number;
  /** By year and category, in order. What is due already stands under the year in which it fell due. */
  readonly rows: readonly PlanRow[];
  /** Whole patients by the year in which the last of their records falls due. */
  readonly patients: readonly { readonly year: number; readonly patients: number }[];
  readonly undated: Readonly<Record<Undated, { readonly records: number; readonly patients: number }>>;
  /** Whole patients of whom every record is due. */
  readonly patientsDue: number;
  readonly patientsInAll: number;
  readonly recordsInAll: number;
  /** What is about no patient, and is in nobody's record. */
  readonly aboutNobody: number;
}

/** Records of one patient that a plan can't tell apart. */
interface Group {
  readonly facts: RecordFacts;
  records: number;
}

interface Gathered {
  readonly groups: Map<string, Group>;
  birth: PatientFacts["birth"];
  death: PatientFacts["death"];
  lastContact: number | undefined;
  lastEntry: number;
}

/** Gathers what a survey meets: a few numbers for each patient, however long the record. */
export class Gathering {
  readonly #patients = new Map<ResourceId, Gathered>();
  aboutNobody = 0;

  add({ patient, facts, life }: PlannedRecord): void {
    if (patient === undefined) {
      this.aboutNobody += 1;
      return;
    }
    const known = this.#patients.get(patient) ?? emptyOne();
    this.#patients.set(patient, known);
    if (life !== undefined) Object.assign(known, life);
    if (facts.isContact) known.lastContact = Math.max(known.lastContact ?? facts.date, facts.date);
    known.lastEntry = Math.max(known.lastEntry, facts.enteredAt);
    // Periods are whole years: of one year only the latest date matters.
    const name = `${facts.categories.join("+")}|${new Date(facts.date).getUTCFullYear()}`;
    const group = known.groups.get(name);
    if (group === undefined) known.groups.set(name, { facts, records: 1 });
    else {
      const later = facts.date > group.facts.date ? facts : group.facts;
      known.groups.set(name, { facts: later, records: group.records + 1 });
    }
  }

  *patients(): Generator<{
    readonly patient: ResourceId;
    readonly facts: PatientFacts;
    readonly groups: readonly Group[];
  }> {
    for (const [patient, { groups, lastContact, ...facts }] of this.#patients) {
      const whole = { ...facts, lastContact: lastContact ?? facts.lastEntry };
      yield { patient, facts: whole, groups: [...groups.values()] };
    }
  }
}

function emptyOne(): Gathered {
  return { groups: new Map(), birth: undefined, death: undefined, lastContact: undefined, lastEntry: 0 };
}

export interface PlanCircumstances {
  readonly rules: readonly Rule[];
  readonly holdsOf: (patient: ResourceId) => readonly HoldInForce[];
  readonly at: number;
}

/** What becomes of a patient's record as a whole: destroyed with one key, it waits for the last of its records. */
export function wholeVerdict(verdicts: readonly Verdict[]): Verdict | undefined {
  let whole: Verdict | undefined;
  for (const verdict of verdicts) if (whole === undefined || weight(verdict) > weight(whole)) whole = verdict;
  return whole;
}

function weight(verdict: Verdict): number {
  switch (verdict.kind) {
    case "due":
      return verdict.since;
    case "kept":
      return verdict.until;
    case "open":
    case "unknown":
    case "not-covered":
      return Number.MAX_VALUE;
    case "held":
      return Number.POSITIVE_INFINITY;
  }
}

/** @param onDue told of each patient whose whole record is due */
export function planOf(
  gathering: Gathering,
  { rules, holdsOf, at }: PlanCircumstances,
  onDue?: (patient: ResourceId, verdict: Extract<Verdict, { kind: "due" }>) => void,
): RetentionPlan {
  const rows = new Map<string, { category: Category; year: number; records: number }>();
  const whole = new Map<number, number>();
  const undated = Object.fromEntries(undatedStates.map((state) => [state, { records: 0, patients: 0 }])) as Record<
    Undated,
    { records: number; patients: number }
  >;
  let [patientsDue, patientsInAll, recordsInAll] = [0, 0, gathering.aboutNobody];
  for (const { patient, facts, groups } of gathering.patients()) {
    const circumstances = { rules, patient: facts, holds: holdsOf(patient), at };
    const verdicts: Verdict[] = [];
    for (const { facts: record, records } of groups) {
      const verdict = decideRecord(record, circumstances);
      verdicts.push(verdict);
      recordsInAll += records;
      const ended = endOfVerdict(verdict);
      if (typeof ended === "string") {
        undated[ended].records += records;
        continue;
      }
      const year = new Date(ended).getUTCFullYear();
      const category = mostSpecific(record.categories);
      const row = rows.get(`${year}|${category}`) ?? { category, year, records: 0 };
      row.records += records;
      rows.set(`${year}|${category}`, row);
    }
    const all = wholeVerdict(verdicts);
    if (all === undefined) continue;
    patientsInAll += 1;
    const ended = endOfVerdict(all);
    if (typeof ended === "string") undated[ended].patients += 1;
    else whole.set(new Date(ended).getUTCFullYear(), (whole.get(new Date(ended).getUTCFullYear()) ?? 0) + 1);
    if (all.kind !== "due") continue;
    patientsDue += 1;
    onDue?.(patient, all);
  }
  return {
    at,
    rows: [...rows.values()].toSorted(
      (a, b) => a.year - b.year || categoryIds.indexOf(a.category) - categoryIds.indexOf(b.category),
    ),
    patients: [...whole].map(([year, patients]) => ({ year, patients })).toSorted((a, b) => a.year - b.year),
    undated,
    patientsDue,
    patientsInAll,
    recordsInAll,
    aboutNobody: gathering.aboutNobody,
  };
}

function endOfVerdict(verdict: Verdict): number | Undated {
  if (verdict.kind === "kept") return verdict.until;
  return verdict.kind === "due"
    ? verdict.since
    : (verdict.kind satisfies "held" | Exclude<Unheld["kind"], "kept" | "due">);
}

/** A record of several kinds is counted once: a prescription for a mental illness as mental health. */
function mostSpecific(categories: readonly Category[]): Category {
  return categories.find((one) => one === "mental-health" || one === "maternity") ?? categories[0] ?? "health-record";
}
