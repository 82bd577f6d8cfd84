import { laterDay } from "../../foundation/calendar/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { indexAt } from "./gather.ts";
import { type Days, stepsOf } from "./period.ts";
import type { Clinic, Named, Stretch } from "./ports.ts";
import type { Veil } from "./veil.ts";

/** What a figure is made for: some days of all branches, or of one. */
export interface Scene {
  readonly days: Days;
  readonly stretch: Stretch;
  readonly steps: readonly string[];
  /** Which step a moment is in; -1 outside the days. */
  readonly stepAt: (at: number) => number;
  readonly branch: ResourceId | undefined;
  readonly clinic: Clinic;
  readonly veil: Veil;
  /** Lets others have the thread. */
  readonly pause: () => Promise<void>;
}

export function stretchOf(clinic: Pick<Clinic, "midnightOf">, { from, to }: Days): Stretch {
  return { from: clinic.midnightOf(from), until: clinic.midnightOf(laterDay(to, 1)) };
}

export function sceneOf(
  { clinic, branch, veil, pause }: Pick<Scene, "clinic" | "branch" | "veil" | "pause">,
  days: Days,
): Scene {
  const stretch = stretchOf(clinic, days);
  const steps = stepsOf(days).starts;
  const starts = steps.map((day) => clinic.midnightOf(day));
  return {
    days,
    stretch,
    steps,
    stepAt: (at) => (within(stretch, at) ? indexAt(starts, at) : -1),
    branch,
    clinic,
    veil,
    pause,
  };
}

export function within({ from, until }: Stretch, at: number): boolean {
  return at >= from && at < until;
}

export function isHere({ branch }: Pick<Scene, "branch">, of: ResourceId | undefined): boolean {
  return branch === undefined || branch === of;
}

/** Names of who or what a table has rows of; what has none is told as such. */
export function nameIn(all: readonly Named[], id: string): string {
  return all.find((one) => one.id === id)?.name ?? "";
}
