import type { Restrictions } from "../../../custody/access/index.ts";
import type { Target, ToRestrict } from "../../../custody/chart/index.ts";
import { isResourceType } from "../../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { readWords } from "../change.ts";
import { isAsRegistered, missingFrom, type Register, readRegister } from "../../register/index.ts";
import type { RightsPorts, Vault } from "../ports.ts";
import { readRequest } from "../rights-table.ts";
import { grantedOf } from "./decided-records.ts";
import { openRestriction, type RestrictionWords } from "./opened.ts";
import { type RestrictionRow, restrictionRows } from "./restriction-table.ts";

/** A restriction as it stands. */
export interface StandingRestriction extends Omit<RestrictionWords, "isRegistered"> {
  readonly request: string;
  /** Of the row, or what was registered of one that is gone. */
  readonly revision: number;
  /** Somebody who has the database altered it, or took it away: it holds, as far as anybody can say what it was, until an officer writes it anew. */
  readonly isAltered: boolean;
}

type Ports = Pick<RightsPorts, "onAltered">;
export const registerName = "restriction" as const;

/** All of an organisation, or one request's, those that were lifted too. */
export async function standingRestrictions(
  tx: Transaction,
  ports: Ports,
  tenant: TenantId,
  vault: Vault,
  only?: string,
): Promise<readonly StandingRestriction[]> {
  const register = await readRegister(tx, { vault, tenant, name: registerName });
  return withRegister(tx, ports, { tenant, vault, register, only });
}

/** The same, for who holds the register already. */
export async function withRegister(
  tx: Transaction,
  ports: Ports,
  {
    tenant,
    vault,
    register,
    only,
  }: {
    readonly tenant: TenantId;
    readonly vault: Vault;
    readonly register: Register;
    readonly only?: string | undefined;
  },
): Promise<readonly StandingRestriction[]> {
  const rows = await restrictionRows(tx, tenant, only);
  const gone = missingFrom(
    register,
    rows.map(({ request }) => request),
  ).filter((request) => only === undefined || request === only);
  const standing = rows.map((row) => asKept(vault, register, row) ?? row);
  const found: StandingRestriction[] = [];
  for (const one of [...standing, ...gone]) {
    if (typeof one !== "string" && "state" in one) found.push(one);
    else {
      const altered = await asDecided(tx, ports, { tenant, vault, register }, one);
      if (altered !== undefined) found.push(altered);
    }
  }
  return found;
}

function asKept(vault: Vault, register: Register, row: RestrictionRow): StandingRestriction | undefined {
  const words = openRestriction(vault, row);
  if (words === undefined) return undefined;
  const { request: id, revision } = row;
  // Where the register itself was altered, a row that opens is all there is to go by.
  const isLast = register.kind === "altered" || isAsRegistered(register, { id, revision, isRegistered: true });
  return isLast ? { ...words, request: id, revision, isAltered: false } : undefined;
}

/** What is known of one whose row isn't as it was written: what an older state of it says, else what was decided on the request; where that
 *  isn't known either, all of the patient's record. */
async function asDecided(
  tx: Transaction,
  ports: Ports,
  { tenant, vault, register }: { readonly tenant: TenantId; readonly vault: Vault; readonly register: Register },
  one: RestrictionRow | string,
): Promise<StandingRestriction | undefined> {
  const request = typeof one === "string" ? one : one.request;
  ports.onAltered(tenant, request);
  const registered = register.kind === "kept" ? (register.rows.get(request) ?? 0) : 0;
  const altered = {
    request,
    revision: typeof one === "string" ? registered : one.revision,
    state: "in-force",
    steps: [],
    isAltered: true,
  } as const;
  const older = typeof one === "string" ? undefined : openRestriction(vault, one);
  if (older !== undefined) return { ...older, ...altered };
  const row = await readRequest(tx, tenant, request);
  if (row === undefined) return undefined;
  const { patient } = row;
  const words = readWords(ports, tenant, vault, row);
  const granted = words === undefined ? undefined : grantedOf(words.items, patient);
  const isKnown = granted !== undefined && (granted.whole || granted.records.length > 0);
  return { ...altered, patient, along: [], ...(isKnown ? granted : { whole: true, records: [] }) };
}

/** What of a restriction names records, as `toRestrict` asks for it. */
export function namedBy({ records, whole }: Pick<RestrictionWords, "records" | "whole">): ToRestrict {
  return { targets: records.flatMap((record) => targetIn(record) ?? []), whole };
}

function targetIn(record: string): Target | undefined {
  const [type = ""] = record.split("/");
  return isResourceType(type) ? { type, id: idIn(record) } : undefined;
}

export interface InForcePorts extends Pick<RightsPorts, "db" | "vault" | "onAltered"> {
  readonly chart: Pick<RightsPorts["chart"], "toRestrict">;
}

/** What is restricted now, for whoever decides about access. @param within a transaction, until whose end nobody restricts or lifts: then
 *  what tells of restricted records may be missing */
export async function restrictionsInForce(
  { db, vault, onAltered, chart }: InForcePorts,
  tenant: TenantId,
  within?: Transaction,
): Promise<Restrictions> {
  const opening = await vault(tenant);
  const read = (tx: Transaction) => standingRestrictions(tx, { onAltered }, tenant, opening);
  const standing = await (within === undefined ? db.transaction(tenant, read) : read(within));
  const byPatient = new Map<ResourceId, { whole: boolean; records: Set<ResourceId> }>();
  const alongside = new Map<ResourceId, ResourceId>();
  for (const { patient, whole, records, along, state, isAltered } of standing) {
    if (state === "lifted") continue;
    // What told of it may be nowhere any more.
    const telling =
      isAltered && within === undefined
        ? (await chart.toRestrict(tenant, patient, namedBy({ records, whole }))).along
        : [];
    for (const { id } of telling) alongside.set(id, patient);
    const known = byPatient.get(patient) ?? { whole: false, records: new Set() };
    known.whole ||= whole;
    for (const record of records) known.records.add(idIn(record));
    for (const record of along) alongside.set(idIn(record), patient);
    byPatient.set(patient, known);
  }
  return { of: byPatient, along: alongside };
}

/** Whether something is restricted now that was decided on this request. */
export async function isRestrictedOn(
  { db, vault, onAltered }: Pick<RightsPorts, "db" | "vault" | "onAltered">,
  tenant: TenantId,
  request: string,
): Promise<boolean> {
  const opening = await vault(tenant);
  const found = await db.transaction(tenant, (tx) => standingRestrictions(tx, { onAltered }, tenant, opening, request));
  return found.some(({ state }) => state !== "lifted");
}

function idIn(record: string): ResourceId {
  return record.split("/")[1] as ResourceId;
}
