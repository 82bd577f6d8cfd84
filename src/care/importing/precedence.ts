import { canBeInPatientCompartment } from "../../foundation/fhir/index.ts";

/** Files are taken in stages: what others point to comes first. */
export const stages = 5;

/** In which stage a file belongs that holds these types: the latest that one of them needs. */
export function stageOf(types: Iterable<string>): number {
  let stage = 0;
  for (const type of types) stage = Math.max(stage, stageOfType(type));
  return stage;
}

function stageOfType(type: string): number {
  if (type === "Organization") return 0;
  if (type === "Practitioner" || type === "Location") return 1;
  if (!canBeInPatientCompartment(type)) return 2;
  if (type === "Patient") return 3;
  return 4;
}
