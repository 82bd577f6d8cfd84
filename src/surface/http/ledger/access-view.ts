import type { Caller } from "../../../custody/access/index.ts";
import type { Chart, Target } from "../../../custody/chart/index.ts";
import type { FoundEntry } from "../../../custody/ledger/index.ts";
import { isResourceType } from "../../../foundation/fhir/index.ts";
import { type ResourceId, isUuid } from "../../../foundation/kernel/index.ts";

/** Entries as the viewer may be told of them, in their order, and how many records had to be looked at for that. */
export type AccessView = (
  found: readonly FoundEntry[],
) => Promise<{ readonly told: readonly FoundEntry[]; readonly judged: number }>;

/**
 * A patient sees all that was done with their record. Everybody else is told of what they see of it: a record that is hidden from
 * them isn't named or counted, and what was done with such records alone isn't there. Whoever reads the ledger (an auditor) is told
 * of every act, because that is what they look for, with its number of records, but of none that they don't see which one it was.
 */
export function accessView(chart: Pick<Chart, "seenAmong">, caller: Caller, patient: ResourceId): AccessView {
  if (isOwn(caller, patient)) return async (found) => ({ told: found, judged: 0 });
  const isLedgerReader = caller.permissions.has("ledger.read");
  const seen = new Map<ResourceId, boolean>();
  // Whose record this is was known by whoever asked.
  seen.set(patient, true);
  const isSeen = (name: string) => {
    const target = targetOf(name);
    return target !== undefined && seen.get(target.id) === true;
  };
  return async (found) => {
    const named = found.flatMap(({ entry }) => entry.resources.map(targetOf));
    const targets = new Map(named.flatMap((one) => (one === undefined || seen.has(one.id) ? [] : [[one.id, one]])));
    const visible = await chart.seenAmong(caller, [...targets.values()]);
    for (const id of targets.keys()) seen.set(id, visible.has(id));
    const told = found.flatMap((one) => {
      const { entry } = one;
      if (entry.resources.length === 0) return [one];
      const resources = entry.resources.filter(isSeen);
      if (isLedgerReader) return [{ ...one, entry: { ...entry, resources } }];
      return resources.length === 0 ? [] : [{ ...one, entry: { ...entry, resources, count: resources.length } }];
    });
    return { told, judged: targets.size };
  };
}

/** Whether the view leaves no entry out. */
export function seesEveryEntry(caller: Caller, patient: ResourceId): boolean {
  return isOwn(caller, patient) || caller.permissions.has("ledger.read");
}

function isOwn({ app, standing, patient: own, purpose }: Caller, patient: ResourceId): boolean {
  if (app !== undefined) return false;
  const isSelf = standing?.relationsTo(patient).some(({ kind }) => kind === "self") ?? own === patient;
  return isSelf && purpose !== "FAMRQT";
}

/** @param name `Observation/<id>/<version>`, as an entry has it */
export function targetOf(name: string): Target | undefined {
  const [type = "", id = ""] = name.split("/");
  return isResourceType(type) && isUuid(id) ? { type, id: id as ResourceId } : undefined;
}
