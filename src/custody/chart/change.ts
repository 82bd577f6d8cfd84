import { type FhirResource, type ResourceType, parseResourceText } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import { randomUuid } from "../../foundation/crypto/index.ts";
import type { Caller } from "../access/index.ts";
import type { LedgerAction } from "../ledger/index.ts";
import type { OpenVersion, SealedVersion } from "../records/index.ts";
import { type Permit, permit } from "./access.ts";
import { ChartError, notFound } from "./chart-error.ts";
import type { ChartPorts, Witnessing } from "./ports.ts";
import { isAmong, reaches } from "./predicate.ts";
import type { Target } from "./read.ts";
import { stamp } from "./stamp.ts";
import {
  type NewKeys,
  type Writer,
  expectFewTokens,
  expectNoSignature,
  expectSmall,
  expectUnsigned,
  expectValid,
  isConflict,
  keyFor,
} from "./writing.ts";
import { witnessed } from "./witnessing.ts";

/** A change that is prepared but not written: what will be stored, and what the ledger will say. */
export interface Change {
  readonly action: LedgerAction;
  readonly permitted: Permit;
  readonly sealed: SealedVersion;
  readonly stored: OpenVersion;
}

export interface Changing {
  readonly ports: ChartPorts;
  readonly caller: Caller;
  readonly newKeys: NewKeys;
}

/** Says "weak ETag of version" as FHIR does: W/"3" or "3". */
export type ExpectedVersion = number | undefined;

function expectReach(permitted: Permit, type: ResourceType, resource: FhirResource): void {
  if (!permitted.obligations.includes("new-version-matches") || reaches(permitted.rows, type, resource)) return;
  throw new ChartError("chart/outside-scope", "what you write lies outside what your scopes reach", { path: type });
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

async function sealNew(
  { ports, caller, newKeys }: Changing,
  change: {
    readonly action: LedgerAction;
    readonly permitted: Permit;
    readonly type: ResourceType;
    readonly id: ResourceId;
    readonly version: number;
    readonly resource: FhirResource;
  },
): Promise<Change> {
  const { action, permitted, type, id, version } = change;
  const keys = await ports.keyring.keys(caller.tenant);
  const position = ports.positions();
  const resource = stamp(change.resource, { type, id, version, position });
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
  };
}

/** @throws ChartError */
export async function prepareCreate(
  changing: Changing,
  type: ResourceType,
  resource: FhirResource,
  as: { readonly id?: ResourceId | undefined; readonly action?: LedgerAction | undefined } = {},
): Promise<Change> {
  const permitted = permit(changing.caller, "create", type);
  expectValid(resource, type);
  expectNoSignature(resource, changing.caller, as.action ?? "create");
  expectReach(permitted, type, resource);
  return sealNew(changing, {
    action: as.action ?? "create",
    permitted,
    type,
    id: as.id ?? (randomUuid() as ResourceId),
    version: 1,
    resource,
  });
}

/** The version that a change builds on. @throws ChartError `chart/not-found`, `chart/deleted`, `chart/precondition-failed` */
async function expectCurrent(
  { ports, caller }: Changing,
  permitted: Permit,
  { type, id }: Target,
  expected: ExpectedVersion,
): Promise<OpenVersion> {
  const newest = await ports.records.newest(caller.tenant, id);
  if (newest === undefined || newest.type !== type) throw notFound();
  if (newest.deleted) {
    const [last] = await ports.records.historyOf(caller.tenant, { id, belowVersion: newest.version, limit: 1 });
    if (last === undefined || !isAmong(permitted.rows, last)) throw notFound();
    throw new ChartError("chart/deleted", "the resource was deleted; its history remains");
  }
  if (!isAmong(permitted.rows, newest)) throw notFound();
  if (expected !== undefined && expected !== newest.version) {
    throw new ChartError(
      "chart/precondition-failed",
      `somebody changed it meanwhile: it is at version ${newest.version} now`,
    );
  }
  expectUnsigned(parseResourceText(newest.body.toString()) as FhirResource);
  return newest;
}

/** @throws ChartError */
export async function prepareUpdate(
  changing: Changing,
  target: Target,
  resource: FhirResource,
  expected: ExpectedVersion,
): Promise<Change> {
  const permitted = permit(changing.caller, "update", target.type);
  expectValid(resource, target.type);
  if (resource.id !== target.id) {
    throw new ChartError("chart/wrong-id", "the id in the resource must be the id in the address", {
      path: `${target.type}.id`,
    });
  }
  const current = await expectCurrent(changing, permitted, target, expected);
  expectNoSignature(resource, changing.caller, "update");
  expectReach(permitted, target.type, resource);
  const version = current.version + 1;
  const change = await sealNew(changing, { action: "update", permitted, ...target, version, resource });
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
  const permitted = permit(caller, "delete", target.type);
  let current: OpenVersion;
  try {
    current = await expectCurrent(changing, permitted, target, expected);
  } catch (error) {
    if (error instanceof ChartError && error.code === "chart/deleted") return undefined;
    throw error;
  }
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
  return {
    action: "delete",
    permitted,
    sealed,
    stored: { ...current, version, position, deleted: true, body: Buffer.alloc(0) },
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
      group.map(({ stored }) => stored),
    );
  });
}

export async function writeOne(
  write: Writer,
  { ports, caller }: Changing,
  change: Change,
  alongside?: (tx: Transaction) => Promise<void>,
): Promise<Witnessing<OpenVersion>> {
  const entryIds = await write(caller.tenant, {
    versions: [change.sealed],
    witnessed: entriesOf(ports, caller, [change]),
    alongside,
  });
  return { value: change.stored, entryIds };
}

const mostAttempts = 5;

/** Tries a change again when somebody else's version came first and the caller didn't insist on one. */
export async function retrying<T>(expected: ExpectedVersion, attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (expected !== undefined)
        throw new ChartError("chart/precondition-failed", "somebody changed it meanwhile: read it again", {
          cause: error,
        });
      if (tried === mostAttempts)
        throw new ChartError("chart/version-conflict", "it is being changed too often at this moment: try again", {
          cause: error,
        });
    }
  }
}
