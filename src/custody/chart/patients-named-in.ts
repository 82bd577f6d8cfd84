import { type ResourceType, parseReference, searchParameters } from "../../foundation/fhir/index.ts";
import { type ResourceId, isUuid } from "../../foundation/kernel/index.ts";

/** Patients whom a search asks about by id, whatever it finds: `subject=Patient/…`, `patient=…`, `Patient?_id=…`. Not those behind a chain.
 *  @param address where this server answers FHIR */
export function patientsNamedIn(
  type: ResourceType,
  pairs: readonly (readonly [string, string])[],
  address: string | undefined,
): readonly ResourceId[] {
  const parameters = searchParameters(type);
  const named = pairs.flatMap(([name, value]) => {
    const [code = "", modifier] = name.split(":");
    const parameter = parameters.get(code);
    const isOwn = type === "Patient" && code === "_id";
    if (!isOwn && (parameter?.type !== "reference" || !parameter.targets.includes("Patient"))) return [];
    if (modifier !== undefined && modifier !== "Patient") return [];
    return value.split(",").flatMap((text) => {
      if (isUuid(text)) return [text];
      const found = parseReference(text);
      const isHere = found.kind === "relative" || (found.kind === "absolute" && found.base === address);
      return isHere && found.type === "Patient" && isUuid(found.id) ? [found.id] : [];
    });
  });
  return [...new Set(named)] as ResourceId[];
}
