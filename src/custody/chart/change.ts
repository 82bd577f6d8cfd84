import { type FhirResource, type ResourceType, patientsOf, subjectPatientOf } from "../../foundation/fhir/index.ts";
import { type ResourceId, isUuid } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import { randomUuid } from "../../foundation/crypto/index.ts";
import { type Caller, changesLabelsAlone, judge, keepFields, namersOf, rowOf, withNamers } from "../access/index.ts";
import type { LedgerAction } from "../ledger/index.ts";
import type { OpenVersion, SealedVersion } from "../records/index.ts";
import { type Permit, permit } from "./access.ts";
import { ChartError, RuleOvertaken, notFound } from "./chart-error.ts";
import { expectAnswerAlone } from "./co-signing.ts";
import { expectKeeper, expectLabelsOutlastEmergency, expectNothingLasting } from "./emergency-writes.ts";
import { newestContent, versionsFor } from "./newest-content.ts";
import type { ChartPorts, Ruled, Witnessing, Written } from "./ports.ts";
import type { Target } from "./read.ts";
import { expectUnrestricted } from "./restricted.ts";
import { type Explained, type Shown, asWritten, explanation, parse, rowOfVersion, show } from "./sight.ts";
import { signaturesOf } from "./signatures-of.ts";
import { stamp } from "./stamp.ts";
import {
  type NewKeys,
  type Placed,
  type Writer,
  expectFewTokens,
  expectNoSignature,
  expectSmall,
  expectUnsigned,
  expectPatientsNamed,
  expectStorable,
  expectValid,
  isConflict,
  isSigned,
  keyFor,
  unknownPatient,
} from "./writing.ts";
import { witnessed } from "./witnessing.ts";

/** A change that is prepared but not written: what will be stored, and what the ledger will say. */
export interface Change {
  readonly action: LedgerAction;
  readonly permitted: Permit;
  readonly sealed: SealedVersion;
  readonly stored: OpenVersion;
  readonly explained: Explained;
  /** Undefined for a deletion. */
  readonly resource: FhirResource | undefined;
  /** The version before, where there is one. */
  readonly before?: FhirResource | undefined;
  /** What its rule wants done in the same transaction. */
  readonly alongside?: Ruled["alongside"];
}

/** What all of these want done in their transaction, in this order. */
export function alongsideOf(changes: readonly Pick<Change, "alongside">[]): Ruled["alongside"] {
  const works = changes.flatMap(({ alongside }) => (alongside === undefined ? [] : [alongside]));
  if (works.length === 0) return undefined;
  return async (tx) => {
    for (const work of works) await work(tx);
  };
}

/** A patient who is registered by somebody held to facilities is known there from then on, or nobody there would find them. */
export function placedBy({ facilities }: Caller, { sealed: { newKey } }: Change): readonly Placed[] {
  return newKey === undefined || facilities === undefined ? [] : [{ patient: newKey.subject, facilities }];
}

export function writtenBy({ stored, resource }: Change): Written {
  const { type, id, version, patient } = stored;
  return { type, id, version, patient, resource };
}

export interface Changing {
  readonly ports: ChartPorts;
  readonly caller: Caller;
  readonly newKeys: NewKeys;
  /** Records whose file it is that is written, beside those that it was the file of. */
  readonly namedBy?: ReadonlySet<string> | undefined;
}

/** Says "weak ETag of version" as FHIR does: W/"3" or "3". */
export type ExpectedVersion = number | undefined;

/**
 * What is written must be among what the writer reaches. A patient whom the writer doesn't see is refused exactly as one who isn't
 * there; patients who are made by the same call are nobody's secret.
 * @returns what explains that it may be written
 */
async function expectReach(
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
function withFieldsKept(permitted: Permit, incoming: FhirResource, current: FhirResource | undefined): FhirResource {
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
function expectLabelsKept(
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
export async function sealNew(
  { ports, caller, newKeys, namedBy }: Changing,
  change: {
    readonly action: LedgerAction;
    readonly permitted: Permit;
    readonly type: ResourceType;
    readonly id: ResourceId;
    readonly version: number;
    readonly resource: FhirResource;
    readonly explained: Explained;
    readonly previous?: FhirResource | undefined;
  },
): Promise<Change> {
  const { action, permitted, type, id, version, explained } = change;
  const keys = await ports.keyring.keys(caller.tenant);
  const { resource: next, previous } = change;
  const ruled = await ports.rules?.[type]?.({ caller, action, type, id, previous, next });
  const allowed = ruled?.resource ?? next;
  const position = ports.positions();
  const labelled = ports.policy?.label(allowed, previous) ?? allowed;
  const named = type === "Binary" ? asNamed(labelled, previous, namedBy) : labelled;
  const resource = stamp(named, { type, id, version, position });
  const under = await keyFor(keys, resource, id, newKeys);
  const body = Buffer.from(JSON.stringify(resource));
  expectSmall(body);
  const sealed = ports.records.seal(keys, { type, id, version, position, resource, under });
  expectFewTokens(sealed);
  return {
    action,
    permitted,
    sealed,
    stored: { type, id, version, position, deleted: false, patient: under.subject, body },
    explained,
    resource,
    before: previous,
    alongside: ruled?.alongside,
  };
}

/** So few that naming a large file doesn't fill the disk. */
const mostNamers = 20;

/** A file with the records whose file it is, whatever its writer says of that. @throws ChartError `chart/against-rule` */
function asNamed(
  file: FhirResource,
  previous: FhirResource | undefined,
  namedBy: ReadonlySet<string> | undefined,
): FhirResource {
  const records = new Set([...(previous === undefined ? [] : namersOf(previous)), ...(namedBy ?? [])]);
  if (records.size > mostNamers)
    throw new ChartError("chart/against-rule", `a file is the file of at most ${mostNamers} records`, {
      path: "Binary",
    });
  return withNamers(file, records);
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

/** Changes grouped by what the ledger says of them. */
export function entriesOf(ports: ChartPorts, caller: Caller, changes: readonly Change[]) {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const name = `${change.action}|${change.permitted.reason}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [change]);
    else group.push(change);
  }
  const at = ports.now();
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return witnessed(
      { at, caller, action: first.action, why: first.permitted.reason },
      group.map(({ stored, explained }) => ({ ...stored, ...explained })),
    );
  });
}

/** Makes what signs a version, of the version as it will be stored. */
export type MakeSignature = (record: FhirResource) => Promise<FhirResource>;

/**
 * The signature of a change, to be written with it. Whoever may write the record and has signed it needs no scope for that: the
 * signature stands for the record. @throws ChartError
 */
export async function prepareSignature(changing: Changing, signed: Change, make: MakeSignature): Promise<Change> {
  if (signed.resource === undefined) throw new TypeError("a deletion is not signed");
  const resource = await make(signed.resource);
  expectValid(resource, "Provenance");
  return sealNew(changing, {
    action: signed.action,
    permitted: { ...signed.permitted, rows: { kind: "every" }, obligations: [], redaction: undefined },
    type: "Provenance",
    id: randomUuid() as ResourceId,
    version: 1,
    resource,
    explained: signed.explained,
  });
}

/** Signatures of a record that was labelled get its labels: whoever mayn't see it mayn't learn either that somebody signed it. */
export async function prepareSignatureLabels(changing: Changing, { resource, ...signed }: Change): Promise<Change[]> {
  const { ports, caller } = changing;
  const { type, id } = signed.stored;
  if (resource === undefined || type === "Provenance" || !(isSigned(resource) || type === "Consent")) return [];
  const { security, tag } = resource.meta ?? {};
  const labels = JSON.stringify([security, tag]);
  const signatures = await signaturesOf(ports, caller.tenant, { type, id });
  const others = signatures.filter(
    ({ resource: { meta } }) => JSON.stringify([meta?.["security"], meta?.["tag"]]) !== labels,
  );
  return Promise.all(
    others.map(({ version, resource: signature }) =>
      sealNew(changing, {
        action: "update",
        permitted: { ...signed.permitted, rows: { kind: "every" }, obligations: [], redaction: undefined },
        type: version.type,
        id: version.id,
        version: version.version + 1,
        resource: { ...signature, meta: { ...signature.meta, security, tag } },
        explained: signed.explained,
        previous: signature,
      }),
    ),
  );
}

/** What is written with a change, in its transaction. */
export interface Alongside {
  readonly signatures?: readonly Change[] | undefined;
  readonly work?: ((tx: Transaction) => Promise<void>) | undefined;
}

/** Asked once more before it is written: it may have been restricted while the change was being prepared. @throws ChartError `chart/restricted` */
export async function expectStillUnrestricted(
  ports: ChartPorts,
  { tenant }: Caller,
  changes: Iterable<Pick<Change, "stored">>,
): Promise<void> {
  for (const { stored } of changes) if (stored.version > 1) await expectUnrestricted(ports, tenant, stored);
}

export async function writeOne(
  write: Writer,
  { ports, caller }: Changing,
  change: Change,
  { signatures = [], work }: Alongside = {},
): Promise<Witnessing<OpenVersion>> {
  const changes = [change, ...signatures];
  await expectStillUnrestricted(ports, caller, [change]);
  const entryIds = await write(caller.tenant, {
    versions: changes.map(({ sealed }) => sealed),
    witnessed: entriesOf(ports, caller, changes),
    written: changes.map(writtenBy),
    placed: placedBy(caller, change),
    alongside: alongsideOf([...changes, { alongside: work }]),
  });
  return { value: asWritten(change.permitted, change.stored), entryIds };
}

const mostAttempts = 5;
/** A rule's grounds change with every write of its kind: at a busy desk it is overtaken more often than a record. */
const mostOvertaken = 40;
/** Together with how many are prepared at a time: one that overtakes itself would keep the house busy for minutes. */
const mostPrepared = 1_000;

/** Tries a change again when somebody else's version came first and the caller didn't insist on one. */
export async function retrying<T>(expected: ExpectedVersion, attempt: () => Promise<T>, changes = 1): Promise<T> {
  const most = Math.max(mostAttempts, Math.min(mostOvertaken, Math.floor(mostPrepared / changes)));
  let overtaken = 0;
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof RuleOvertaken && (overtaken += 1) < most) {
        tried -= 1;
        continue;
      }
      if (error instanceof RuleOvertaken) throw changedTooOften(error);
      if (!isConflict(error)) throw error;
      if (expected !== undefined)
        throw new ChartError("chart/precondition-failed", "somebody changed it meanwhile: read it again", {
          cause: error,
        });
      if (tried === mostAttempts) throw changedTooOften(error);
    }
  }
}

function changedTooOften(cause: unknown): ChartError {
  return new ChartError("chart/version-conflict", "it is being changed too often at this moment: try again", { cause });
}
