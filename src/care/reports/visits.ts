import type { ResourceId } from "../../foundation/kernel/index.ts";
import { counts, inTurns, rankOf } from "./gather.ts";
import type { Clinic, Visit } from "./ports.ts";
import { type Scene, isHere, nameIn, within } from "./scene.ts";
import type { Source } from "./sources.ts";

export type Visits = ReadonlyMap<ResourceId, Visit>;

export function visitsOf(clinic: Clinic): Source<Visit> {
  return { name: "visits", type: "Appointment", by: "date", read: clinic.visitOf, at: ({ start }) => start };
}

const came: ReadonlySet<string> = new Set(["arrived", "checked-in", "fulfilled"]);

export function cameThen({ status }: Visit): boolean {
  return came.has(status);
}

type Outcome = "came" | "missed" | "cancelled" | "open";

function outcomeOf({ status }: Visit): Outcome | undefined {
  if (came.has(status)) return "came";
  if (status === "noshow") return "missed";
  if (status === "cancelled") return "cancelled";
  return status === "booked" ? "open" : undefined;
}

const outcomes = ["came", "missed", "cancelled", "open"] as const;

/** What became of appointments that were due in these days, and why those that were cancelled were. */
export async function attendanceOf(scene: Scene, visits: Visits) {
  const { veil, clinic, steps, pause } = scene;
  const all = counts<Outcome>();
  const byBranch = counts<string>();
  const due = counts<string>();
  const byStep = counts<string>();
  const reasons = counts<string>();
  await inTurns(visits.values(), pause, (visit) => {
    const outcome = outcomeOf(visit);
    const step = scene.stepAt(visit.start);
    if (outcome === undefined || step < 0 || !isHere(scene, visit.branch)) return;
    const { patient, branch = "" } = visit;
    all.add(outcome, 1, patient);
    due.add(branch, 1, patient);
    byBranch.add(`${branch}|${outcome}`, 1, patient);
    byStep.add(`${step}|${outcome}`, 1, patient);
    if (outcome === "cancelled") reasons.add(visit.reason ?? "", 1, patient);
  });
  const told = ({ value, patients }: { readonly value: number; readonly patients: ReadonlySet<ResourceId> }) =>
    veil.count(value, patients.size);
  const totals = Object.fromEntries(outcomes.map((one) => [one, told(all.of(one))])) as Record<Outcome, number | null>;
  return {
    ...totals,
    reasons: veil
      .rows(
        reasons.keys().map((id) => ({ id, name: id, ...reasons.of(id) })),
        sum,
      )
      .map((row) => ({ id: row.id, count: told(row) }))
      .sort((one, other) => (other.count ?? 0) - (one.count ?? 0)),
    branches: veil
      .rows(
        due.keys().map((id) => ({ id, name: nameIn(clinic.branches, id), ...due.of(id) })),
        sum,
      )
      .filter(({ id }) => id !== "others")
      .map(({ id, name }) => ({
        id,
        name,
        ...(Object.fromEntries(outcomes.map((one) => [one, told(byBranch.of(`${id}|${one}`))])) as Record<
          Outcome,
          number | null
        >),
      }))
      .sort((one, other) => one.name.localeCompare(other.name)),
    steps: steps.map((from, index) => ({
      from,
      came: told(byStep.of(`${index}|came`)),
      missed: told(byStep.of(`${index}|missed`)),
      cancelled: told(byStep.of(`${index}|cancelled`)),
    })),
  };
}

export function sum(values: readonly number[]): number {
  return values.reduce((all, one) => all + one, 0);
}

/** Minutes up to which somebody waited: under 5, under 10 … */
export const waitingUpTo = [5, 10, 15, 20, 30, 45, 60] as const;
const longestWait = 12 * 60;

interface Wait {
  readonly minutes: number;
  readonly patient: ResourceId | undefined;
}

/** From arriving to going in, of whom both were noted. */
export async function waitingOf(scene: Scene, visits: Visits) {
  const { veil, clinic, pause } = scene;
  const waits: Wait[] = [];
  const byBranch = new Map<string, Wait[]>();
  await inTurns(visits.values(), pause, ({ start, branch, patient, arrivedAt, startedAt }) => {
    if (!within(scene.stretch, start) || !isHere(scene, branch)) return;
    if (arrivedAt === undefined || startedAt === undefined) return;
    const minutes = (startedAt - arrivedAt) / 60_000;
    // One who was noted as there the evening before, or after going in, didn't wait for that long.
    if (minutes < 0 || minutes > longestWait) return;
    const wait = { minutes, patient };
    waits.push(wait);
    const own = byBranch.get(branch ?? "");
    if (own === undefined) byBranch.set(branch ?? "", [wait]);
    else own.push(wait);
  });
  const figures = (of: readonly Wait[]) => {
    const sorted = of.map(({ minutes }) => minutes).sort((one, other) => one - other);
    const patients = new Set(of.flatMap(({ patient }) => patient ?? []));
    const told = (share: number) => {
      const value = rankOf(sorted, share);
      return value === undefined ? null : veil.figure({ value: Math.round(value * 10) / 10, patients });
    };
    return { count: veil.count(of.length, patients.size), median: told(0.5), ninety: told(0.9) };
  };
  return {
    ...figures(waits),
    lengths: [...waitingUpTo, null].map((until, index) => {
      const from = index === 0 ? 0 : (waitingUpTo[index - 1] ?? 0);
      const here = waits.filter(({ minutes }) => minutes >= from && (until === null || minutes < until));
      return {
        from,
        until,
        count: veil.count(here.length, new Set(here.flatMap(({ patient }) => patient ?? [])).size),
      };
    }),
    branches: [...byBranch]
      .map(([id, of]) => ({ id, name: nameIn(clinic.branches, id), ...figures(of) }))
      .sort((one, other) => one.name.localeCompare(other.name)),
  };
}

/** Who hadn't come in the year before is new. */
export const lookBackDays = 365;

/** Patients who came in these days, each once: on the day of their first visit in them.
 *  @param visits also of the year before */
export async function patientsOf(scene: Scene, visits: Visits, lookBackFrom: number) {
  const { veil, steps, stretch, pause } = scene;
  const first = new Map<ResourceId, number>();
  const before = new Set<ResourceId>();
  await inTurns(visits.values(), pause, (visit) => {
    const { patient, start } = visit;
    if (patient === undefined || !cameThen(visit)) return;
    // Whoever came to another branch isn't new to the house.
    if (start >= lookBackFrom && start < stretch.from) before.add(patient);
    if (within(stretch, start) && isHere(scene, visit.branch))
      first.set(patient, Math.min(first.get(patient) ?? start, start));
  });
  const byStep = counts<string>();
  const all = counts<"fresh" | "returning">();
  for (const [patient, at] of first) {
    const kind = before.has(patient) ? "returning" : "fresh";
    all.add(kind, 1, patient);
    byStep.add(`${scene.stepAt(at)}|${kind}`, 1, patient);
  }
  return {
    seen: veil.count(first.size),
    fresh: veil.count(all.of("fresh").value),
    returning: veil.count(all.of("returning").value),
    steps: steps.map((from, index) => ({
      from,
      fresh: veil.count(byStep.of(`${index}|fresh`).value),
      returning: veil.count(byStep.of(`${index}|returning`).value),
    })),
  };
}
