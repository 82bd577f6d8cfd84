import { bodyRegionOf, intensityBounds, sensations, therapySystem } from "../../../contract/therapy/index.ts";
import { type FhirResource, numericValue, textIn } from "../../foundation/fhir/index.ts";
import { codeIn } from "./json.ts";
import type { Fault } from "./measure-fault.ts";

/** What an observation that calls itself a mark on the body chart says wrongly. Undefined where nothing is wrong. */
export function sensationFault(observation: FhirResource): Fault | undefined {
  const code = codeIn(observation["code"], therapySystem.sensation);
  if (code === undefined || textIn(observation["status"]) === "entered-in-error") return undefined;
  if (!sensations.some(({ id }) => id === code))
    return { path: "Observation.code", sentence: "the body chart knows pain, numbness, and pins and needles" };
  if (bodyRegionOf(codeIn(observation["bodySite"], therapySystem.region)) === undefined)
    return { path: "Observation.bodySite", sentence: "no region of the drawing has this code" };
  const value = numericValue(observation["valueInteger"]);
  const [least, most] = intensityBounds;
  return value !== undefined && value >= least && value <= most
    ? undefined
    : { path: "Observation.valueInteger", sentence: `how strong it is goes from ${least} to ${most}` };
}
