import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type Category, categoryIds } from "./category.ts";
import { type HoldInForce, type Unheld, type Verdict, decideRecord } from "./decide.ts";
import type { Gathering } from "./gathering.ts";
import type { Rule } from "./rule.ts";

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
    rows: inOrder([...rows.values()]),
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

/** Plans of different patients as one. */
export function sumOfPlans(plans: readonly [RetentionPlan, ...RetentionPlan[]]): RetentionPlan {
  const [first] = plans;
  const rows = new Map<string, PlanRow>();
  const whole = new Map<number, number>();
  for (const plan of plans) {
    for (const { category, year, records } of plan.rows) {
      const name = `${year}|${category}`;
      rows.set(name, { category, year, records: records + (rows.get(name)?.records ?? 0) });
    }
    for (const { year, patients } of plan.patients) whole.set(year, (whole.get(year) ?? 0) + patients);
  }
  const sum = (of: (plan: RetentionPlan) => number) => plans.reduce((all, plan) => all + of(plan), 0);
  const undated = Object.fromEntries(
    undatedStates.map((state) => [
      state,
      { records: sum((plan) => plan.undated[state].records), patients: sum((plan) => plan.undated[state].patients) },
    ]),
  ) as unknown as RetentionPlan["undated"];
  return {
    at: first.at,
    rows: inOrder([...rows.values()]),
    patients: [...whole].map(([year, patients]) => ({ year, patients })).toSorted((a, b) => a.year - b.year),
    undated,
    patientsDue: sum((plan) => plan.patientsDue),
    patientsInAll: sum((plan) => plan.patientsInAll),
    recordsInAll: sum((plan) => plan.recordsInAll),
    aboutNobody: sum((plan) => plan.aboutNobody),
  };
}

function inOrder(rows: readonly PlanRow[]): readonly PlanRow[] {
  return rows.toSorted((a, b) => a.year - b.year || categoryIds.indexOf(a.category) - categoryIds.indexOf(b.category));
}
