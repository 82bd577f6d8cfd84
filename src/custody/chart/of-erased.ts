import { type FhirResource, subjectPatientOf } from "../../foundation/fhir/index.ts";
import { type ResourceId, isUuid } from "../../foundation/kernel/index.ts";
import type { TenantKeys } from "../keyring/index.ts";
import type { ChartPorts } from "./ports.ts";
import type { NewKeys } from "./writing.ts";

/** Whether it is about a patient whose keys were destroyed: it would be sealed under a new one. */
export async function isOfErased(
  { records }: Pick<ChartPorts, "records">,
  keys: TenantKeys,
  made: NewKeys,
  resource: FhirResource,
): Promise<boolean> {
  const patient = subjectPatientOf(resource);
  if (resource.resourceType === "Patient" || patient === undefined || !isUuid(patient)) return false;
  const subject = patient as ResourceId;
  if (made.has(subject) || (await keys.ofPatients([subject])).has(subject)) return false;
  return (await records.erasedAmong(keys.tenant, [subject])).has(subject);
}
