import { type MovementPart, movementOf, parseMovementPart, therapySystem } from "../../../contract/therapy/index.ts";
import { type FhirResource, numericValue, objectIn, objectsIn, textIn } from "../../foundation/fhir/index.ts";
import { codeIn } from "./json.ts";
import type { Fault } from "./measure-fault.ts";

const units: Readonly<Record<MovementPart, string | undefined>> = {
  active: "deg",
  passive: "deg",
  strength: undefined,
};

function isPart(code: string | undefined): code is MovementPart {
  return code !== undefined && Object.hasOwn(units, code);
}

/** What an observation that calls itself a joint's movement says wrongly: a movement that there isn't, or degrees and grades that no
 *  joint has. Undefined where nothing is wrong. */
export function movementFault(observation: FhirResource): Fault | undefined {
  const id = codeIn(observation["code"], therapySystem.movement);
  if (id === undefined || textIn(observation["status"]) === "entered-in-error") return undefined;
  const movement = movementOf(id);
  if (movement === undefined) return { path: "Observation.code", sentence: "no movement of a joint has this code" };
  for (const [at, component] of objectsIn(observation["component"]).entries()) {
    const part = codeIn(component["code"], therapySystem.movementPart);
    if (!isPart(part)) continue;
    const path = `Observation.component[${at}]`;
    const quantity = objectIn(component["valueQuantity"]);
    const value = numericValue(part === "strength" ? component["valueInteger"] : quantity?.["value"]);
    if (value === undefined || parseMovementPart(part, String(value)) === undefined)
      return {
        path,
        sentence: part === "strength" ? "strength is a grade from 0 to 5" : "an angle is a whole number of degrees",
      };
    if (units[part] !== undefined && quantity?.["code"] !== units[part])
      return { path, sentence: 'an angle is told in the UCUM unit "deg"' };
  }
  return undefined;
}
