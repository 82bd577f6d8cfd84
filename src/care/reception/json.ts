import { type FhirResource, isJsonObject, objectsIn, textIn } from "../../foundation/fhir/index.ts";

/** Who or what takes part, of a type: id, and the name beside it. */
export function actorIn(
  appointment: FhirResource,
  type: string,
): { readonly id: string; readonly name: string } | undefined {
  for (const { actor } of objectsIn(appointment["participant"])) {
    if (!isJsonObject(actor)) continue;
    const [of, id] = textIn(actor["reference"])?.split("/") ?? [];
    if (of === type && id !== undefined) return { id, name: textIn(actor["display"]) ?? "" };
  }
  return undefined;
}
