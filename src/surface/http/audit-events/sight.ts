import {
  type Caller,
  type RowPredicate,
  asRole,
  decide,
  everyRow,
  judge,
  ledgerType,
  reasonFor,
  rowOf,
} from "../../../custody/access/index.ts";
import { type Chart, ChartError } from "../../../custody/chart/index.ts";
import type { FoundEntry } from "../../../custody/ledger/index.ts";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import type { ResourceId } from "../../../foundation/kernel/index.ts";
import { accessView, targetOf } from "../ledger/access-view.ts";

/**
 * What of the ledger a caller reads.
 * `whole`: whoever reads the ledger as their work, and programs whose scope names it for the organisation.
 * `record`: who looked at a record that the caller may read (`accesses.read`).
 * `patient`: what an app's, or a patient's, scope reaches.
 */
export type LedgerSight =
  | { readonly kind: "whole" | "patient"; readonly rows: RowPredicate; readonly reason: string }
  | { readonly kind: "record" };

/** @throws ChartError `chart/not-permitted`; it depends on the caller alone */
export function ledgerSight(caller: Caller, interaction: "read" | "search", at: number): LedgerSight {
  if (caller.fieldRules?.some(({ type, access }) => type === ledgerType && access === "hidden"))
    throw new ChartError(
      "chart/not-permitted",
      `your role hides a part of ${ledgerType}, which is shown whole or not`,
      {
        path: ledgerType,
      },
    );
  if (caller.permissions.has("ledger.read"))
    return { kind: "whole", rows: everyRow, reason: asRole(caller) ?? "with ledger.read" };
  if (caller.permissions.has("accesses.read")) return { kind: "record" };
  const decision = decide({ interaction, type: ledgerType, at }, caller);
  if (decision.kind === "deny") {
    const why = `none of your scopes allows ${interaction} of ${ledgerType}: a scope has to name it`;
    throw new ChartError("chart/not-permitted", why, { path: ledgerType });
  }
  const { rows, reason } = decision;
  return { kind: caller.kind === "client" && isOfOrganisation(rows) ? "whole" : "patient", rows, reason };
}

function isOfOrganisation(rows: RowPredicate): boolean {
  if (rows.kind === "every") return true;
  const { granted, reach, facilities } = rows;
  const wide = granted.every((alternatives) => alternatives.some(({ ofPatient }) => !ofPatient));
  return wide && reach === "organisation" && facilities === undefined;
}

interface Place {
  readonly id: string;
  readonly patient: ResourceId | undefined;
  readonly at: number;
}

function judged(rows: RowPredicate, resource: FhirResource, { id, patient, at }: Place) {
  return judge(rows, rowOf(resource, { type: ledgerType, id: id as ResourceId, patient, writtenAt: at }));
}

/** Why entries about the patient are open to the caller; undefined where the patient isn't there for them. */
export function openPatient(
  { rows, reason }: Extract<LedgerSight, { readonly rows: RowPredicate }>,
  patient: ResourceId,
  at: number,
): string | undefined {
  const judgement = judged(rows, { resourceType: ledgerType }, { id: patient, patient, at });
  // Criteria of a scope speak of each entry.
  if (judgement.kind === "hidden") return judgement.by === "patient" ? undefined : reason;
  return reasonFor(reason, judgement.by);
}

/** Whether the entry, as the AuditEvent that it becomes, is there for the caller. */
export function isOpenEntry(
  rows: RowPredicate,
  { entryId, entry, patient }: FoundEntry,
  resource: FhirResource,
): boolean {
  return judged(rows, resource, { id: entryId, patient, at: entry.at }).kind === "visible";
}

/** Entries as the caller may be told of them, in their order. */
export type LedgerView = (found: readonly FoundEntry[]) => Promise<readonly FoundEntry[]>;

/** A record that is hidden from the caller isn't named. Whoever reads the whole ledger is told of every act; of one patient's record,
 *  of acts with what the person behind it sees. */
export function ledgerView(
  chart: Pick<Chart, "seenAmong">,
  caller: Caller,
  sight: LedgerSight,
  patient: ResourceId | undefined,
): LedgerView {
  const named = withNamesSeen(chart, caller);
  if (sight.kind === "whole" || caller.kind !== "person" || patient === undefined) return named;
  // What an app may name is narrower than whom it acts for may know of.
  const view = accessView(chart, { ...caller, app: undefined }, patient);
  const ofPerson: LedgerView = async (found) => (await view(found)).told;
  return caller.app === undefined ? ofPerson : async (found) => named(await ofPerson(found));
}

function withNamesSeen(chart: Pick<Chart, "seenAmong">, caller: Caller): LedgerView {
  const known = new Map<ResourceId, boolean>();
  return async (found) => {
    const named = found.flatMap(({ entry }) => entry.resources.flatMap((name) => targetOf(name) ?? []));
    const unknown = new Map(named.flatMap((one) => (known.has(one.id) ? [] : [[one.id, one]])));
    const seen = await chart.seenAmong(caller, [...unknown.values()]);
    for (const id of unknown.keys()) known.set(id, seen.has(id));
    return found.map((one) => {
      // Whose record it is stands in the entry anyway.
      const isSeen = (id: ResourceId) => id === one.patient || known.get(id) === true;
      const resources = one.entry.resources.filter((name) => {
        const target = targetOf(name);
        return target !== undefined && isSeen(target.id);
      });
      return { ...one, entry: { ...one.entry, resources } };
    });
  };
}
