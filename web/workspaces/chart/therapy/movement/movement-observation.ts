import {
  type Movement,
  type MovementPart,
  parseMovementPart,
  sides,
  therapySystem,
  unitSystem,
} from "../../../../../contract/therapy/index.ts";
import type { TherapyObservation } from "../use-therapy.ts";
import { type Side, sidesOf } from "./movement-list.ts";

export const parts = ["active", "passive", "strength"] as const satisfies readonly MovementPart[];

/** What stands in the fields, by `cellKey`. */
export type Cells = Readonly<Record<string, string>>;

export function cellKey(movement: Movement, side: Side, part: MovementPart): string {
  return `${movement.id}|${side}|${part}`;
}

const partNames: Readonly<Record<MovementPart, string>> = {
  active: "Active range",
  passive: "Passive range",
  strength: "Strength (MRC)",
};

/** Keys of fields whose text is no degree and no grade. */
export function wrongCells(movements: readonly Movement[], cells: Cells): readonly string[] {
  return movements.flatMap((movement) =>
    sidesOf(movement).flatMap((side) =>
      parts.flatMap((part) => {
        const key = cellKey(movement, side, part);
        const text = cells[key] ?? "";
        return text.trim() === "" || parseMovementPart(part, text) !== undefined ? [] : [key];
      }),
    ),
  );
}

/** One observation for each movement and side of which something was typed. */
export function movementObservations(
  frame: TherapyObservation,
  movements: readonly Movement[],
  cells: Cells,
): readonly TherapyObservation[] {
  return movements.flatMap((movement) =>
    sidesOf(movement).flatMap((side) => {
      const component = parts.flatMap((part): NonNullable<TherapyObservation["component"]> => {
        const value = parseMovementPart(part, cells[cellKey(movement, side, part)] ?? "");
        if (value === undefined) return [];
        const code = {
          coding: [{ system: therapySystem.movementPart, code: part }],
          text: partNames[part],
        };
        return part === "strength"
          ? [{ code, valueInteger: value }]
          : [{ code, valueQuantity: { value, unit: "°", system: unitSystem, code: "deg" } }];
      });
      return component.length === 0 ? [] : [{ ...frame, ...placeOf(movement, side), component }];
    }),
  );
}

function placeOf({ id, joint, name }: Movement, side: Side): Pick<TherapyObservation, "code" | "bodySite"> {
  const code = {
    coding: [{ system: therapySystem.movement, code: id, display: `${joint} ${name.toLowerCase()}` }],
    text: `${joint} ${name.toLowerCase()}`,
  };
  if (side === "middle") return { code, bodySite: { text: joint } };
  return {
    code,
    bodySite: { coding: [sides[side]], text: `${side === "left" ? "Left" : "Right"} ${joint.toLowerCase()}` },
  };
}
