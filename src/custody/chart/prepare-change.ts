import type { FhirResource, ResourceType } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { randomUuid } from "../../foundation/crypto/index.ts";
import { changesLabelsAlone } from "../access/index.ts";
import type { LedgerAction } from "../ledger/index.ts";
import type { OpenVersion } from "../records/index.ts";
import { type Permit, permit } from "./access.ts";
import type { Change, Changing, ExpectedVersion } from "./change.ts";
import { ChartError, notFound } from "./chart-error.ts";
import { expectAnswerAlone } from "./co-signing.ts";
import { expectKeeper, expectNothingLasting } from "./emergency-writes.ts";
import { newestContent, versionsFor } from "./newest-content.ts";
import type { Target } from "./read.ts";
import { expectUnrestricted } from "./restricted.ts";
import { sealNew } from "./seal-change.ts";
import { type Shown, asWritten, parse, rowOfVersion, show } from "./sight.ts";
import { expectLabelsKept, expectReach, withFieldsKept } from "./writers-reach.ts";
import { expectNoSignature, expectPatientsNamed, expectStorable, expectUnsigned } from "./writing.ts";

/** Moved to another patient, it would vanish from a record without a trace in that patient's ledger. */
function expectSamePatient(current: OpenVersion, next: OpenVersion): void {
  if (current.patient === undefined || current.patient === next.patient) return;
  throw new ChartError(
    "chart/other-patient",
    "a resource stays with its patient: mark this one as entered in error and create it anew for the other",
    { path: next.type },
  );
}

/** @throws ChartError */
export async function prepareCreate(
  changing: Changing,
  type: ResourceType,
  resource: FhirResource,
  as: { readonly id?: ResourceId | undefined; readonly action?: LedgerAction | undefined } = {},
): Promise<Change> {
  const permitted = permit(changing.ports, changing.caller, "create", type);
  expectKeeper(changing.caller, type);
  expectStorable(changing.ports, resource, type);
  expectPatientsNamed(resource);
  expectNoSignature(resource, changing.caller, as.action ?? "create");
  const id = as.id ?? (randomUuid() as ResourceId);
  const kept = withFieldsKept(permitted, resource, undefined);
  const explained = await expectReach(changing, permitted, { type, id }, kept);
  const action = as.action ?? "create";
  return sealNew(changing, { action, permitted, type, id, version: 1, resource: kept, explained });
}

/** The version that a change builds on, whole, with what explains that it is seen.
 *  @throws ChartError `chart/not-found`, `chart/deleted`, `chart/restricted`, `chart/precondition-failed` */
export async function expectCurrent(
  { ports, caller }: Changing,
  permitted: Permit,
  { type, id }: Target,
  expected: ExpectedVersion,
): Promise<Shown> {
  const versions = versionsFor(ports, caller);
  const newest = await versions.newest(caller.tenant, id);
  if (newest === undefined || newest.type !== type) throw notFound();
  if (newest.deleted) {
    const last = await newestContent(versions, caller, id);
    if (last === undefined || show(permitted, last) === undefined) throw notFound();
    throw new ChartError("chart/deleted", "the resource was deleted; its history remains");
  }
  const shown = show(permitted, newest);
  if (shown === undefined) throw notFound();
  await expectUnrestricted(ports, caller.tenant, newest);
  if (expected !== undefined && expected !== newest.version) {
    throw new ChartError(
      "chart/precondition-failed",
      `somebody changed it meanwhile: it is at version ${newest.version} now`,
    );
  }
  return { ...shown, body: newest.body };
}

/** @throws ChartError */
export async function prepareUpdate(
  changing: Changing,
  target: Target,
  resource: FhirResource,
  expected: ExpectedVersion,
  answers?: LedgerAction,
): Promise<Change> {
  const permitted = permit(changing.ports, changing.caller, "update", target.type);
  expectKeeper(changing.caller, target.type);
  expectStorable(changing.ports, resource, target.type);
  expectPatientsNamed(resource);
  if (resource.id !== target.id) {
    throw new ChartError("chart/wrong-id", "the id in the resource must be the id in the address", {
      path: `${target.type}.id`,
    });
  }
  return prepareNext(
    changing,
    permitted,
    await expectCurrent(changing, permitted, target, expected),
    resource,
    answers,
  );
}

/** The version after the current one, of what its writer sent or means.
 *  @param answers the act that answers a note's wish for a co-signature @throws ChartError */
export async function prepareNext(
  changing: Changing,
  permitted: Permit,
  current: Shown,
  resource: FhirResource,
  answers?: LedgerAction,
): Promise<Change> {
  const { type, id } = current;
  const previous = parse(current);
  const shown = asWritten(permitted, current);
  const seen = shown === current ? previous : parse(shown);
  // What was signed is the note. Who may see it can be said afterwards.
  if (answers !== undefined) expectAnswerAlone(previous, resource);
  else if (!changesLabelsAlone(resource, seen)) {
    expectUnsigned(previous);
    expectNoSignature(resource, changing.caller, "update");
  }
  expectLabelsKept(changing, permitted, current, resource, seen);
  const kept = withFieldsKept(permitted, resource, previous);
  const explained = await expectReach(changing, permitted, { type, id }, kept, previous);
  // Who was named in it, and no longer is, is told as well.
  const patients = new Set([...(current.patients ?? []), ...(explained.patients ?? [])]);
  const version = current.version + 1;
  const change = await sealNew(changing, {
    action: answers ?? "update",
    permitted,
    type,
    id,
    version,
    resource: kept,
    explained: patients.size === 0 ? explained : { ...explained, patients: [...patients] },
    previous,
  });
  expectSamePatient(current, change.stored);
  return change;
}

/** @returns undefined when it is deleted already. @throws ChartError */
export async function prepareDelete(
  changing: Changing,
  target: Target,
  expected: ExpectedVersion,
): Promise<Change | undefined> {
  const { ports, caller } = changing;
  const permitted = permit(ports, caller, "delete", target.type);
  expectKeeper(caller, target.type);
  let current: Shown;
  try {
    current = await expectCurrent(changing, permitted, target, expected);
    expectUnsigned(parse(current));
  } catch (error) {
    if (error instanceof ChartError && error.code === "chart/deleted") return undefined;
    throw error;
  }
  expectNothingLasting(ports, caller, permitted, { row: rowOfVersion(current), made: new Set() });
  const ruled = await ports.rules?.[target.type]?.({
    caller,
    action: "delete",
    ...target,
    previous: parse(current),
    next: undefined,
  });
  const keys = await ports.keyring.keys(caller.tenant);
  const known =
    current.patient === undefined ? undefined : (await keys.ofPatients([current.patient])).get(current.patient);
  const version = current.version + 1;
  const position = ports.positions();
  const sealed = ports.records.seal(keys, {
    ...target,
    version,
    position,
    resource: undefined,
    under: known ?? keys.record,
  });
  const { why, emergency, patients, ...content } = current;
  return {
    action: "delete",
    permitted,
    sealed,
    stored: { ...content, version, position, deleted: true, body: Buffer.alloc(0) },
    explained: { why, emergency, patients },
    resource: undefined,
    alongside: ruled?.alongside,
  };
}
