import {
  type Entered,
  type Instrument,
  instrumentOf,
  scoreOf,
  therapySystem,
} from "../../../contract/therapy/index.ts";
import {
  type FhirResource,
  type JsonObject,
  numericValue,
  objectIn,
  objectsIn,
  textIn,
} from "../../foundation/fhir/index.ts";
import { codeIn } from "./json.ts";

/** What is wrong with a resource, and where. */
export interface Fault {
  readonly path: string;
  readonly sentence: string;
}

/** States of which nothing is claimed. */
const withoutClaim = new Set(["registered", "cancelled", "entered-in-error"]);

/** Scores are compared to the digits that are kept: half of the last one either way. */
function sameScore(one: number, other: number, decimals: number): boolean {
  return Math.abs(one - other) <= 0.5 * 10 ** -decimals + 1e-9;
}

/** What the components say was typed for each item; undefined where they don't say. */
function enteredIn(instrument: Instrument, components: readonly JsonObject[]): Entered | undefined {
  const { entry } = instrument;
  const numbers = new Map<string, number>();
  for (const component of components) {
    const code = codeIn(component["code"], therapySystem.item);
    const value = numericValue(component["valueInteger"] ?? objectIn(component["valueQuantity"])?.["value"]);
    if (code !== undefined && value !== undefined) numbers.set(code, value);
  }
  if (numbers.size === 0) return undefined;
  switch (entry.kind) {
    case "value":
      return undefined;
    case "time": {
      const seconds = numbers.get(`${instrument.id}-seconds`);
      return seconds === undefined ? undefined : { kind: "time", seconds };
    }
    case "activities":
      return { kind: "activities", scores: [...numbers.values()] };
    case "items":
      return {
        kind: "items",
        scores: Array.from({ length: entry.count }, (_, at) => numbers.get(`${instrument.id}-${at + 1}`)),
      };
  }
}

/** What an observation that calls itself one of the clinic's outcome measures says wrongly: an instrument that there isn't, a value
 *  beyond its scale or in another unit, or a score that doesn't follow from its items. Undefined where nothing is wrong. */
export function measureFault(observation: FhirResource): Fault | undefined {
  const id = codeIn(observation["code"], therapySystem.instrument);
  if (id === undefined || withoutClaim.has(textIn(observation["status"]) ?? "")) return undefined;
  const instrument = instrumentOf(id);
  if (instrument === undefined) return { path: "Observation.code", sentence: "no outcome measure has this code" };
  const quantity = objectIn(observation["valueQuantity"]);
  const value = numericValue(quantity?.["value"]);
  if (value === undefined) {
    return observation["dataAbsentReason"] === undefined
      ? { path: "Observation.valueQuantity", sentence: "a measure has its score as a quantity" }
      : undefined;
  }
  const [least, most] = instrument.bounds;
  if (value < least || value > most || quantity?.["comparator"] !== undefined)
    return {
      path: "Observation.valueQuantity.value",
      sentence: `${instrument.short} is a number from ${least} to ${most} ${instrument.unit.text}`,
    };
  if (quantity?.["code"] !== instrument.unit.ucum)
    return {
      path: "Observation.valueQuantity.code",
      sentence: `${instrument.short} is told in the UCUM unit "${instrument.unit.ucum}"`,
    };
  const entered = enteredIn(instrument, objectsIn(observation["component"]));
  if (entered === undefined) return undefined;
  const scored = scoreOf(instrument, entered);
  if (scored.kind === "unscored") return { path: "Observation.component", sentence: scored.why };
  return sameScore(scored.score, value, instrument.decimals)
    ? undefined
    : { path: "Observation.valueQuantity.value", sentence: `its items make ${scored.score}, not ${value}` };
}
