import {
  type FhirResource,
  type ResourceType,
  canBeInPatientCompartment,
  parseStoredText,
  resourceTypes,
} from "../../../foundation/fhir/index.ts";
import type { Clock, ResourceId } from "../../../foundation/kernel/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { type Chart, ChartError } from "../../../custody/chart/index.ts";
import { classOfType } from "../classification/class-of-element.ts";
import { deidentify } from "./deidentify.ts";
import { type KnownRecord, knownRecord } from "./known-record.ts";
import type { DeidentificationProfile } from "./profile.ts";
import { openPseudonyms } from "./pseudonyms.ts";

export interface DeidentifyingPorts {
  readonly chart: Pick<Chart, "search" | "everything">;
  readonly now: Clock;
  /** 32 random bytes, for this export alone. */
  readonly key: Uint8Array;
}

/** How far an export is, with what is new of it. */
export interface DeidentifiedBatch {
  readonly resources: readonly FhirResource[];
  /** Patients done. */
  readonly patients: number;
  readonly totalPatients: number;
  /** Resources of which nothing may stay, so far. */
  readonly leftOut: number;
}

const pageSize = "500";

/**
 * De-identifies what the caller may take out of an organisation: places, staff and catalogues first, then patient by patient. Each look
 * goes through the chart, so decisions and consents hold, and each patient's ledger tells of it. What is about patients but names none
 * isn't reached.
 * @throws ChartError, DatabaseError
 */
export async function* exportDeidentified(
  { chart, now, key }: DeidentifyingPorts,
  caller: Caller,
  profile: DeidentificationProfile,
): AsyncGenerator<DeidentifiedBatch> {
  const at = now();
  const pseudonyms = openPseudonyms(key);
  const exported = resourceTypes.filter((type) => classOfType(type)?.treatment !== "drop");
  const common: FhirResource[] = [];
  for (const type of exported.filter((one) => !canBeInPatientCompartment(one)))
    for await (const page of pagesOf(chart, caller, type)) common.push(...page.map(({ resource }) => resource));
  const patients: ResourceId[] = [];
  const named: FhirResource[] = [];
  for await (const page of pagesOf(chart, caller, "Patient")) {
    patients.push(...page.map(({ id }) => id));
    // One resident is named in another's notes.
    named.push(...page.map(({ resource: { resourceType, name } }) => ({ resourceType, name })));
  }
  const everybodys = knownRecord([...common, ...named]);

  let leftOut = 0;
  const batch = (resources: readonly FhirResource[], known: KnownRecord, patient: ResourceId | undefined) => {
    const shiftDays = patient === undefined ? undefined : pseudonyms.shiftOf(patient);
    const kept = resources.flatMap((one) => deidentify(one, { profile, at, pseudonyms, known, shiftDays }) ?? []);
    leftOut += resources.length - kept.length;
    return kept;
  };
  yield { resources: batch(common, everybodys, undefined), patients: 0, totalPatients: patients.length, leftOut };
  const types = exported.filter(canBeInPatientCompartment);
  for (const [index, patient] of patients.entries()) {
    const record = await recordOf(chart, caller, patient, types);
    const people = record.filter(({ resourceType }) => resourceType === "Patient" || resourceType === "RelatedPerson");
    const resources = batch(record, knownRecord(people, everybodys), patient);
    yield { resources, patients: index + 1, totalPatients: patients.length, leftOut };
  }
}

async function* pagesOf(
  chart: DeidentifyingPorts["chart"],
  caller: Caller,
  type: ResourceType,
): AsyncGenerator<readonly { readonly id: ResourceId; readonly resource: FhirResource }[]> {
  let cursor: string | undefined;
  do {
    const pairs: (readonly [string, string])[] = [
      ["_count", pageSize],
      ...(cursor === undefined ? [] : [["_cursor", cursor] as const]),
    ];
    const { value } = await chart.search(caller, type, pairs);
    yield value.matches.map(({ id, body }) => ({ id, resource: opened(body) }));
    cursor = value.next;
  } while (cursor !== undefined);
}

/** Everything about one patient; nothing of one who is gone meanwhile, or whose consent lets nothing out. */
async function recordOf(
  chart: DeidentifyingPorts["chart"],
  caller: Caller,
  patient: ResourceId,
  types: readonly ResourceType[],
): Promise<readonly FhirResource[]> {
  const found: FhirResource[] = [];
  let cursor: string | undefined;
  try {
    do {
      const { value } = await chart.everything(caller, {
        root: { type: "Patient", id: patient },
        types,
        count: Number(pageSize),
        cursor,
      });
      found.push(...value.matches.map(({ body }) => opened(body)));
      cursor = value.next;
    } while (cursor !== undefined);
  } catch (error) {
    if (error instanceof ChartError && (error.code === "chart/not-found" || error.code === "chart/deleted")) return [];
    throw error;
  }
  return found;
}

function opened(body: Buffer): FhirResource {
  return parseStoredText(body.toString()) as FhirResource;
}
