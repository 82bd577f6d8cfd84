import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../access/index.ts";
import type { LedgerAction, LedgerActor, LedgerEntry, Witnessed } from "../ledger/index.ts";
import type { OpenVersion } from "../records/index.ts";

/** An act, before it is known what it touched. */
export interface Act {
  readonly at: number;
  readonly caller: Caller;
  readonly action: LedgerAction;
  readonly why: string;
  readonly detail?: string | undefined;
}

type Touched = Pick<OpenVersion, "type" | "id" | "version" | "patient">;

export function actorOf(caller: Caller): LedgerActor {
  return { kind: caller.kind, id: caller.id, name: caller.name, role: caller.role };
}

function entryOf(act: Act, touched: readonly Touched[]): LedgerEntry {
  return {
    at: act.at,
    action: act.action,
    actor: actorOf(act.caller),
    why: act.why,
    from: act.caller.from,
    requestId: act.caller.requestId,
    resources: touched.map(({ type, id, version }) => `${type}/${id}/${version}`),
    count: touched.length,
    detail: act.detail,
  };
}

/** One entry for each patient concerned, sealed under that patient's key; what is about no patient goes into one of the
 *  organisation's. An act that touched nothing is witnessed too. */
export function witnessed(act: Act, touched: readonly Touched[]): readonly Witnessed[] {
  const [first] = touched;
  if (first === undefined) return [{ entry: entryOf(act, []) }];
  if (touched.every(({ patient }) => patient === first.patient))
    return [{ entry: entryOf(act, touched), patient: first.patient }];
  const byPatient = new Map<ResourceId | undefined, Touched[]>();
  for (const one of touched) {
    const group = byPatient.get(one.patient);
    if (group === undefined) byPatient.set(one.patient, [one]);
    else group.push(one);
  }
  // The query may name one patient: it isn't told to the others.
  const own = byPatient.get(undefined) ?? [];
  byPatient.delete(undefined);
  const shared: Witnessed = { entry: { ...entryOf(act, own), count: touched.length } };
  return [
    shared,
    ...[...byPatient].map(([patient, group]) => ({ entry: { ...entryOf(act, group), detail: undefined }, patient })),
  ];
}
