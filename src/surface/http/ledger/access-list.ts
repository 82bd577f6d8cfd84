import type { Access, AccessList } from "../../../../contract/index.ts";
import { access } from "../../../../contract/index.ts";
import { type Caller, asRole } from "../../../custody/access/index.ts";
import { type FoundEntry, LedgerError } from "../../../custody/ledger/index.ts";
import type { ResourceId } from "../../../foundation/kernel/index.ts";
import { accessView, seesEveryEntry } from "./access-view.ts";
import { Refusal } from "../identity/index.ts";
import { looked, witnessPatientLook } from "./patient-look.ts";
import type { LedgerRoutesPorts } from "./ports.ts";

const tookProof = { action: "accesses", detail: "took out the proof of everyone who looked at this record" } as const;

/** Witnesses the look before anything is shown. Who reads records must be allowed to read this one; who reads the ledger (an
 *  auditor) needs no more than that, and learns no more of the patient than the id. @throws ChartError `chart/not-found` */
async function witnessLook(
  { chart, ledger, now }: LedgerRoutesPorts,
  caller: Caller,
  patient: ResourceId,
  what: typeof looked | typeof tookProof,
): Promise<void> {
  if (!caller.permissions.has("ledger.read")) {
    await witnessPatientLook(chart, caller, patient, what);
    return;
  }
  const { kind, id, name, role, from, requestId } = caller;
  const why = asRole(caller) ?? "with ledger.read";
  await ledger.witness(caller.tenant, [
    {
      entry: { ...what, at: now(), actor: { kind, id, name, role }, why, from, requestId, resources: [], count: 1 },
      patient,
    },
  ]);
}

export interface AccessPage {
  readonly before: string | undefined;
  readonly limit: number;
}

const readTogether = 50;
/** Beyond these a page ends, however little is on it: entries looked at, and records looked at for them. */
const mostWalked = 2_000;
const mostJudged = 5_000;

/** Who looked at a record, newest first: as much of it as the viewer sees of the record itself.
 *  @throws ChartError, LedgerError `ledger/unknown-entry` */
export async function accessList(
  ports: LedgerRoutesPorts,
  caller: Caller,
  patient: ResourceId,
  { before, limit }: AccessPage,
): Promise<AccessList> {
  await witnessLook(ports, caller, patient, looked);
  const view = accessView(ports.chart, caller, patient);
  const shown: FoundEntry[] = [];
  let cursor = before;
  let isEnd = false;
  let work = { walked: 0, judged: 0 };
  // A page that is shorter by what is hidden would tell how much is.
  while (shown.length <= limit && !isEnd && work.walked < mostWalked && work.judged < mostJudged) {
    const page = { before: cursor, limit: Math.min(readTogether, limit + 1) };
    const found = await ports.reader.aboutPatient(caller.tenant, patient, page);
    const { told, judged } = await view(found);
    shown.push(...told);
    cursor = found.at(-1)?.entryId ?? cursor;
    isEnd = found.length < page.limit;
    work = { walked: work.walked + found.length, judged: work.judged + judged };
  }
  const isMore = shown.length > limit;
  const isWhole = seesEveryEntry(caller, patient);
  const pruned = isEnd && !isMore ? await ports.reader.pruned(caller.tenant) : undefined;
  return {
    accesses: shown.slice(0, limit).map((found) => accessOf(found, isWhole)),
    next: isMore ? shown[limit - 1]?.entryId : isEnd ? undefined : cursor,
    viewer: caller.kind === "person" ? caller.id : undefined,
    isWhole,
    prunedUntil: pruned && new Date(pruned.until).toISOString(),
  };
}

/** A file that holds every entry about a patient, sealed, and shows that they are all; this look is the last of them.
 *  @throws Refusal `ledger/not-whole`; ChartError, LedgerError as `proveWhoLooked` */
export async function accessProof(ports: LedgerRoutesPorts, caller: Caller, patient: ResourceId): Promise<string> {
  // Whoever sees a part of the list would learn how much is hidden. Refused alike whether there is such a patient or not.
  if (!seesEveryEntry(caller, patient))
    throw new Refusal(403, "ledger/not-whole", "Only the patient and auditors are told of every look.");
  await witnessLook(ports, caller, patient, tookProof);
  return ports.proveWhoLooked(caller.tenant, patient);
}

/** The proof of one entry, for those who are told of it: the place and length of the others, and which of them are about one patient,
 *  are nobody's business. @throws LedgerError `ledger/unknown-entry`, `ledger/not-sequenced` */
export async function entryProof({ chart, reader }: LedgerRoutesPorts, caller: Caller, id: string): Promise<string> {
  if (!caller.permissions.has("ledger.read") && !(await isToldOf(chart, caller, await reader.found(caller.tenant, id))))
    throw new LedgerError("ledger/unknown-entry", "there is no such ledger entry");
  return reader.prove(caller.tenant, id);
}

async function isToldOf(chart: LedgerRoutesPorts["chart"], caller: Caller, found: FoundEntry): Promise<boolean> {
  const { patient } = found;
  if (patient === undefined) return false;
  if (!(await chart.seenAmong(caller, [{ type: "Patient", id: patient }])).has(patient)) return false;
  return (await accessView(chart, caller, patient)([found])).told.length > 0;
}

/** @param isWhole whether the viewer is told of every entry: what somebody looked for may name what is hidden from others */
function accessOf({ entryId, entry, index }: FoundEntry, isWhole: boolean): Access {
  const { at, actor, action, why, purpose, onBehalfOf, resources, count, from, detail } = entry;
  return {
    entryId,
    at: new Date(at).toISOString(),
    actor: { kind: actor.kind, name: actor.name, role: actor.role },
    // Under a patient's key lie only acts on that patient's record.
    action: access.shape.action.parse(action),
    why,
    purpose,
    onBehalfOf,
    resources: [...resources],
    count,
    from,
    asked: isWhole && action === "search" && !namesOthers(detail) ? detail : undefined,
    index,
  };
}

/** Of several alternatives in a search for people, one found this patient: the others are somebody else's. */
function namesOthers(query = ""): boolean {
  return query.startsWith("Patient?") && query.includes("%2C");
}
