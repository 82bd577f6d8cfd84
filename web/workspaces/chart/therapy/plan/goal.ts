import { type Instrument, instrumentOf, therapySystem, unitSystem } from "../../../../../contract/therapy/index.ts";
import { conceptTitle } from "../../../../ui/clinical/codes.ts";
import { formatDate, type Zone } from "../../../../ui/clinical/dates.ts";
import type { MeasureCourse } from "../measures/measure-list.ts";
import { scoreText } from "../measures/measure-words.ts";
import { say } from "../words/index.ts";
import type { Goal } from "./plan-calls.ts";

/** A goal as it is listed. */
export type GoalLine = {
  readonly goal: Goal;
  readonly words: string;
  readonly state: "active" | "reached" | "given-up";
  readonly due: string | undefined;
  readonly target: { readonly instrument: Instrument; readonly value: number } | undefined;
};

const states: Readonly<Record<string, GoalLine["state"]>> = {
  proposed: "active",
  planned: "active",
  accepted: "active",
  active: "active",
  "on-hold": "active",
  completed: "reached",
  cancelled: "given-up",
  rejected: "given-up",
};

/** The goals that are worked on first, then those that are over. */
export function goalLines(goals: readonly Goal[]): readonly GoalLine[] {
  const lines = goals.flatMap((goal): GoalLine[] => {
    const state = states[goal.lifecycleStatus ?? ""];
    if (state === undefined) return [];
    const target = goal.target?.[0];
    const instrument = instrumentOf(
      target?.measure?.coding?.find(({ system }) => system === therapySystem.instrument)?.code,
    );
    const value = target?.detailQuantity?.value;
    return [
      {
        goal,
        words: conceptTitle(goal.description) ?? say("goalWithoutWords"),
        state,
        due: target?.dueDate,
        target: instrument === undefined || value === undefined ? undefined : { instrument, value },
      },
    ];
  });
  return lines.toSorted(
    (a, b) => Number(a.state !== "active") - Number(b.state !== "active") || (a.due ?? "9").localeCompare(b.due ?? "9"),
  );
}

/** How far somebody is on the way from the first score to the target, in words. */
export function progressText(
  { target, due }: GoalLine,
  courses: readonly MeasureCourse[],
  today: string,
  zone?: Zone,
): string {
  const time = due === undefined ? "" : ` ${say(due < today ? "wasDue" : "due", { day: formatDate(due, zone) })}`;
  if (target === undefined) return `${say("notMeasured")}${time}`;
  const { instrument, value } = target;
  const wanted = scoreText(instrument, value);
  const course = courses.find((one) => one.instrument.id === instrument.id);
  if (course === undefined) return `${say("targetNotYet", { target: wanted })}${time}`;
  const { first, last } = course;
  const told = { target: wanted, now: scoreText(instrument, last.value), first: scoreText(instrument, first.value) };
  const isThere = instrument.better === "higher" ? last.value >= value : last.value <= value;
  if (isThere) return `${say("targetThere", told)}${time}`;
  const way = value - first.value;
  const share = way === 0 ? 0 : Math.max(0, Math.min(99, Math.floor(((last.value - first.value) / way) * 100)));
  return `${say("targetShare", { ...told, share })}${time}`;
}

type Typed = {
  readonly patientId: string;
  readonly words: string;
  readonly instrument: Instrument | undefined;
  readonly value: number | undefined;
  readonly due: string | undefined;
  readonly today: string;
};

export function newGoal({ patientId, words, instrument, value, due, today }: Typed): Goal {
  const measured =
    instrument === undefined || value === undefined
      ? undefined
      : {
          measure: {
            coding: [
              { system: therapySystem.instrument, code: instrument.id, display: instrument.name },
              ...(instrument.loinc === undefined ? [] : [{ system: "http://loinc.org", ...instrument.loinc }]),
            ],
            text: instrument.name,
          },
          detailQuantity: { value, unit: instrument.unit.text, system: unitSystem, code: instrument.unit.ucum },
        };
  return {
    resourceType: "Goal",
    lifecycleStatus: "active",
    description: { text: words },
    subject: { reference: `Patient/${patientId}` },
    startDate: today,
    ...(measured === undefined && due === undefined
      ? {}
      : { target: [{ ...measured, ...(due === undefined ? {} : { dueDate: due }) }] }),
  };
}

/** The goal in another state, from today. Source of the codes: http://hl7.org/fhir/R4/valueset-goal-achievement.html */
export function withState(goal: Goal, state: GoalLine["state"], today: string): Goal {
  const { achievementStatus: _former, ...rest } = goal;
  const achieved = (code: string) => ({
    achievementStatus: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/goal-achievement", code }] },
  });
  switch (state) {
    case "active":
      return { ...rest, lifecycleStatus: "active", statusDate: today };
    case "reached":
      return { ...rest, lifecycleStatus: "completed", statusDate: today, ...achieved("achieved") };
    case "given-up":
      return { ...rest, lifecycleStatus: "cancelled", statusDate: today, ...achieved("not-achieved") };
  }
}
