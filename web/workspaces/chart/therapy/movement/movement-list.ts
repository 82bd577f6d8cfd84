import {
  type Movement,
  type MovementPart,
  movementOf,
  movements,
  sides,
  therapySystem,
} from "../../../../../contract/therapy/index.ts";
import { hasCode } from "../../../../ui/clinical/codes.ts";
import { instantOf } from "../../../../ui/clinical/dates.ts";
import { observationTime } from "../../_parts/trends/series.ts";
import type { TherapyObservation } from "../use-therapy.ts";
import { say } from "../words/index.ts";

export type Side = "left" | "right" | "middle";

/** One time that a movement was measured on one side. */
export type Moved = {
  readonly when: string;
  readonly at: number;
  readonly parts: Readonly<Partial<Record<MovementPart, number>>>;
  readonly observation: TherapyObservation;
};

/** The newest time and the one before, of each side that was ever measured. */
export type MovementCourse = {
  readonly movement: Movement;
  readonly sides: Readonly<Partial<Record<Side, { readonly now: Moved; readonly before: Moved | undefined }>>>;
};

export function sidesOf({ sided }: Movement): readonly Side[] {
  return sided ? ["left", "right"] : ["middle"];
}

function sideIn({ bodySite }: TherapyObservation): Side {
  if (hasCode(bodySite, sides.left.code)) return "left";
  return hasCode(bodySite, sides.right.code) ? "right" : "middle";
}

function partsIn({ component = [] }: TherapyObservation): Moved["parts"] {
  const value = (part: MovementPart) => {
    const found = component.find(({ code }) =>
      code?.coding?.some((coding) => coding.system === therapySystem.movementPart && coding.code === part),
    );
    return found?.valueInteger ?? found?.valueQuantity?.value;
  };
  return { active: value("active"), passive: value("passive"), strength: value("strength") };
}

/** What is known of each movement, in the order of the body. */
export function movementCourses(observations: readonly TherapyObservation[]): readonly MovementCourse[] {
  const found = new Map<string, Partial<Record<Side, Moved[]>>>();
  for (const observation of observations) {
    if (observation.status === "entered-in-error") continue;
    const code = observation.code?.coding?.find(({ system }) => system === therapySystem.movement)?.code;
    const when = observationTime(observation);
    const at = instantOf(when);
    if (movementOf(code) === undefined || code === undefined || when === undefined || at === undefined) continue;
    const known = found.get(code) ?? {};
    (known[sideIn(observation)] ??= []).push({ when, at, parts: partsIn(observation), observation });
    found.set(code, known);
  }
  return movements.flatMap((movement) => {
    const known = found.get(movement.id);
    if (known === undefined) return [];
    const newest = sidesOf(movement).flatMap((side) => {
      const [now, before] = (known[side] ?? []).toSorted((a, b) => b.at - a.at);
      return now === undefined ? [] : [[side, { now, before }] as const];
    });
    return newest.length === 0 ? [] : [{ movement, sides: Object.fromEntries(newest) }];
  });
}

/** "110° active, 120° passive, 4 of 5". */
export function partsText({ active, passive, strength }: Moved["parts"]): string {
  return [
    active === undefined ? undefined : say("partActive", { degrees: active }),
    passive === undefined ? undefined : say("partPassive", { degrees: passive }),
    strength === undefined ? undefined : say("partStrength", { grade: strength }),
  ]
    .filter((text) => text !== undefined)
    .join(", ");
}

/** How far the active movement has come since the time before: "+15°". Undefined where one of them is missing. */
export function gainText(now: Moved, before: Moved | undefined): string | undefined {
  const from = before?.parts.active ?? before?.parts.passive;
  const to = before?.parts.active === undefined ? now.parts.passive : now.parts.active;
  if (from === undefined || to === undefined) return undefined;
  const by = to - from;
  return by === 0 ? say("sameAsBefore") : `${by > 0 ? "+" : "−"}${Math.abs(by)}°`;
}
