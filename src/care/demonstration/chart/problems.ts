import type { Reference } from "../bundle.ts";
import { type Day, dateText } from "../calendar.ts";
import { type ConditionKey, conditions } from "../catalogue/conditions.ts";
import { concept, hl7Concept, type Term } from "../codes.ts";
import type { CareProvider } from "../staff.ts";
import { actor, type Chart, refer } from "./chart.ts";

export interface Problem {
  readonly key: ConditionKey;
  readonly onset: Day;
  readonly recorded: Day;
  /** The day by which it was over. */
  readonly over?: Day;
  readonly side?: "left" | "right";
  readonly recorder: CareProvider;
}

/** Puts a condition on the problem list. A condition that comes back keeps the entry to which medicines refer. */
export function addProblem(chart: Chart, problem: Problem): Reference {
  const { birth } = chart.person;
  const over = problem.over !== undefined && problem.over <= chart.calendar.today ? problem.over : undefined;
  const term: Term = conditions[problem.key];
  const text = problem.side === undefined ? term.text : `${term.text}, ${problem.side}`;
  const reference = chart.bundle.add("Condition", {
    clinicalStatus: hl7Concept("condition-clinical", over === undefined ? "active" : "resolved"),
    verificationStatus: hl7Concept("condition-ver-status", "confirmed"),
    category: [hl7Concept("condition-category", "problem-list-item", "Problem List Item")],
    code: { ...concept(term), text },
    subject: refer(chart.subject),
    onsetDateTime: dateText(Math.max(birth, problem.onset)),
    abatementDateTime: over === undefined ? undefined : dateText(over),
    recordedDate: dateText(Math.max(birth, problem.recorded)),
    recorder: actor(problem.recorder),
  });
  if (!chart.problems.has(problem.key)) chart.problems.set(problem.key, reference);
  return reference;
}
