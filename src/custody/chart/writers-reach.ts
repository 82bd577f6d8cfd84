import { type FhirResource, patientsOf, subjectPatientOf } from "../../foundation/fhir/index.ts";
import { type ResourceId, isUuid } from "../../foundation/kernel/index.ts";
import { judge, keepFields, rowOf } from "../access/index.ts";
import type { OpenVersion } from "../records/index.ts";
import type { Permit } from "./access.ts";
import type { Changing } from "./change.ts";
import { ChartError } from "./chart-error.ts";
import { expectLabelsOutlastEmergency, expectNothingLasting } from "./emergency-writes.ts";
import type { Target } from "./read.ts";
import { type Explained, explanation, rowOfVersion } from "./sight.ts";
import { unknownPatient } from "./writing.ts";

/**
 * What is written must be among what the writer reaches. A patient whom the writer doesn't see is refused exactly as one who isn't
 * there; patients who are made by the same call are nobody's secret.
 * @returns what explains that it may be written
 */
export async function expectReach(
  { ports, caller, newKeys }: Changing,
  permitted: Permit,
  { type, id }: Target,
  resource: FhirResource,
  previous?: FhirResource,
): Promise<Explained> {
  const patient = (type === "Patient" ? id : subjectPatientOf(resource)) as ResourceId | undefined;
  const row = rowOf(resource, { type, id, patient, writtenAt: ports.now() });
  if (!permitted.obligations.includes("new-version-matches")) return explanation(permitted, row, undefined);
  const made = new Set(newKeys.keys());
  if (type === "Patient") made.add(id);
  const judged = judge(permitted.rows, row, made);
  if (judged.kind === "hidden" && judged.by === "patient") throw unknownPatient(resource);
  if (judged.kind === "hidden")
    throw new ChartError("chart/outside-scope", "what you write lies outside what your scopes reach", { path: type });
  if (previous !== undefined) made.delete(id);
  expectNothingLasting(ports, caller, permitted, { row, resource, previous, made });
  // Of several patients some may be hidden, hence none of them may be unknown.
  const several = patient === undefined ? patientsOf(resource).filter((one) => !made.has(one as ResourceId)) : [];
  if (several.length === 0) return explanation(permitted, row, judged);
  const known = await (await ports.keyring.keys(caller.tenant)).ofPatients(several.filter(isUuid) as ResourceId[]);
  if (several.some((one) => !known.has(one as ResourceId))) throw unknownPatient(resource);
  return explanation(permitted, row, judged);
}

/** What the writer doesn't see stays; what they may not change hasn't changed. @throws ChartError `chart/field-not-yours` */
export function withFieldsKept(
  permitted: Permit,
  incoming: FhirResource,
  current: FhirResource | undefined,
): FhirResource {
  if (permitted.redaction === undefined || !permitted.obligations.includes("keep-fields")) return incoming;
  const kept = keepFields(incoming, current, permitted.redaction);
  if (kept.kind === "kept") return kept.resource;
  const { kind, path } = kept.fault;
  const said = {
    hidden: "your role doesn't see this field, so it can't write it",
    "read-only": "your role may see this field but not change it",
    reordered: "your role doesn't see all of these, so it can't add, remove or reorder them",
  }[kind];
  throw new ChartError("chart/field-not-yours", said, { path });
}

/** Said of what the writer sees: whether a label is there, or was taken off before, may be hidden. @throws ChartError */
export function expectLabelsKept(
  { ports, caller }: Changing,
  permitted: Permit,
  current: OpenVersion,
  resource: FhirResource,
  previous: FhirResource,
): void {
  if (ports.policy?.takesLabelOff(resource, previous) !== true) return;
  if (caller.permissions.has("consents.manage")) {
    expectLabelsOutlastEmergency(caller, permitted, rowOfVersion(current));
    return;
  }
  const path = `${resource.resourceType}.meta.tag`;
  throw new ChartError("chart/field-not-yours", "taking a label off needs the permission to keep consents", { path });
}
