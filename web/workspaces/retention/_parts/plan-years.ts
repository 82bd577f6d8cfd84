import type { RetentionCategory, RetentionPlan } from "../../../../contract/index.ts";
import { categoryOrder } from "./category-words.ts";
import { figures } from "../../../language/index.ts";
import { say } from "../words/index.ts";

export interface PlanYear {
  readonly year: number;
  readonly byCategory: Readonly<Partial<Record<RetentionCategory, number>>>;
  readonly records: number;
  /** Patients whose whole record falls due in it. */
  readonly patients: number;
}

/** Every year in which something falls due, in order. */
export function planYears({ rows, patients }: Pick<RetentionPlan, "rows" | "patients">): readonly PlanYear[] {
  const years = [...new Set([...rows.map(({ year }) => year), ...patients.map(({ year }) => year)])];
  return years
    .toSorted((a, b) => a - b)
    .map((year) => {
      const own = rows.filter((row) => row.year === year);
      return {
        year,
        byCategory: Object.fromEntries(own.map(({ category, records }) => [category, records])),
        records: own.reduce((sum, { records }) => sum + records, 0),
        patients: patients.find((one) => one.year === year)?.patients ?? 0,
      };
    });
}

/** The categories that anything falls due of, in the order of the bars. */
export function usedCategories({ rows }: Pick<RetentionPlan, "rows">): readonly RetentionCategory[] {
  return categoryOrder.filter((category) => rows.some((row) => row.category === category));
}

const number = figures();

/** What the plot comes to, in one sentence. */
export function planSentence(plan: Pick<RetentionPlan, "at" | "rows" | "patients" | "patientsDue">): string {
  const now = new Date(plan.at).getUTCFullYear();
  const next = planYears(plan).find(({ year, patients }) => year >= now && patients > 0);
  const due = plan.patientsDue;
  if (next === undefined) return due === 0 ? say("noneDue") : say("someDue", { due });
  const turn = { year: String(next.year), next: number.format(next.patients) };
  return due === 0 ? say("noneDueNext", turn) : say("someDueNext", { due, ...turn });
}
