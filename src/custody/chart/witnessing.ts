import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../access/index.ts";
import type { LedgerAction, LedgerActor, LedgerEntry, Witnessed } from "../ledger/index.ts";
import type { OpenVersion } from "../records/index.ts";
import type { Explained } from "./sight.ts";

/** An act, before it is known what it touched. */
export interface Act {
  readonly at: number;
  readonly caller: Caller;
  readonly action: LedgerAction;
  readonly why: string;
  readonly detail?: string | undefined;
}

type Touched = Pick<OpenVersion, "type" | "id" | "version" | "patient"> & Explained;

export function actorOf(caller: Caller): LedgerActor {
  return { kind: caller.kind, id: caller.id, name: caller.name, role: caller.role };
}

/** Whom a family member stands in for. What somebody does through an app they do themselves: the reason names the app. */
export function principalOf({ purpose, patient }: Caller): string | undefined {
  return purpose === "FAMRQT" && patient !== undefined ? `Patient/${patient}` : undefined;
}

function entryOf(act: Act, touched: readonly Touched[]): LedgerEntry {
  const [first] = touched;
  return {
    at: act.at,
    action: act.action,
    actor: actorOf(act.caller),
    why: first?.why ?? act.why,
    from: act.caller.from,
    requestId: act.caller.requestId,
    resources: touched.map(({ type, id, version }) => `${type}/${id}/${version}`),
    count: touched.length,
    detail: act.detail,
    purpose: first?.emergency === true ? "ETREAT" : act.caller.purpose,
    onBehalfOf: principalOf(act.caller),
  };
}

function isAlike(a: Touched, b: Touched): boolean {
  return a.patient === b.patient && a.patients === b.patients && a.why === b.why;
}

/** One entry for each patient concerned and each reason, sealed under that patient's key; what is about no patient, or about several,
 *  goes into one of the organisation's. An act that touched nothing is witnessed too. */
export function witnessed(act: Act, touched: readonly Touched[]): readonly Witnessed[] {
  const [first] = touched;
  if (first === undefined) return [{ entry: entryOf(act, []) }];
  if (first.patients === undefined && touched.every((one) => isAlike(one, first)))
    return [{ entry: entryOf(act, touched), patient: first.patient }];
  const groups = new Map<string, { readonly patient: ResourceId; readonly touched: Touched[] }>();
  const own: Touched[] = [];
  for (const one of touched) {
    if (one.patient === undefined) own.push(one);
    for (const patient of new Set([...(one.patient === undefined ? [] : [one.patient]), ...(one.patients ?? [])])) {
      const name = `${patient}|${one.why ?? ""}`;
      const group = groups.get(name);
      if (group === undefined) groups.set(name, { patient, touched: [one] });
      else group.touched.push(one);
    }
  }
  // The query may name one patient: it isn't told to the others.
  const shared: Witnessed = { entry: { ...entryOf(act, own), count: touched.length } };
  return [
    shared,
    ...[...groups.values()].map((group) => ({
      entry: { ...entryOf(act, group.touched), detail: undefined },
      patient: group.patient,
    })),
  ];
}

/** The same of a search, of which those are told too whom it asked about and nothing was found of: that somebody asked is theirs to know, and
 *  goes with their record. Only who was asked about alone is told what was asked. Ids that nobody has stay in the organisation's part.
 *  @param named whom it asked about */
export function witnessedSearch(
  act: Act,
  touched: readonly Touched[],
  named: readonly ResourceId[],
): readonly Witnessed[] {
  const entries = witnessed(act, touched);
  const [only, ...others] = named;
  if (only === undefined) return entries;
  if (others.length === 0)
    return touched.length === 0 ? entries.map((entry) => ({ ...entry, patient: only })) : entries;
  const shared = entries.find(({ patient }) => patient === undefined) ?? {
    entry: { ...entryOf(act, []), count: touched.length },
  };
  const told = entries.filter(({ patient }) => patient !== undefined);
  const known = new Set(told.map(({ patient }) => patient));
  const untold = named.filter((patient) => !known.has(patient)).slice(0, mostUntold);
  return [shared, ...told, ...untold.map((patient) => ({ entry: entryOf(act, []), patient }))].map((one) =>
    one.patient === undefined ? one : { ...one, entry: { ...one.entry, detail: undefined } },
  );
}

/** So that a list of ids doesn't fill the ledger. */
const mostUntold = 50;
