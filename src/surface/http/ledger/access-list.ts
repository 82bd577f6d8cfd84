import type { Access, AccessList } from "../../../../contract/index.ts";
import { access } from "../../../../contract/index.ts";
import { type Caller, asRole } from "../../../custody/access/index.ts";
import type { FoundEntry } from "../../../custody/ledger/index.ts";
import type { ResourceId } from "../../../foundation/kernel/index.ts";
import type { LedgerRoutesPorts } from "./ports.ts";

/** What the ledger says of a look at the list, in the patient's own part of it. */
const looked = { action: "accesses", detail: "saw who looked at this record" } as const;

/** Witnesses the look before anything is shown. Who reads records must be allowed to read this one; who reads the ledger (an
 *  auditor) needs no more than that, and learns no more of the patient than the id. @throws ChartError `chart/not-found` */
async function witnessLook(
  { chart, ledger, now }: LedgerRoutesPorts,
  caller: Caller,
  patient: ResourceId,
): Promise<void> {
  if (!caller.permissions.has("ledger.read")) {
    await chart.withPatient(caller, patient, {
      needs: { interaction: "read", type: "Patient" },
      entry: () => looked,
      run: async () => undefined,
    });
    return;
  }
  const { kind, id, name, role, from, requestId } = caller;
  const why = asRole(caller) ?? "with ledger.read";
  await ledger.witness(caller.tenant, [
    {
      entry: { ...looked, at: now(), actor: { kind, id, name, role }, why, from, requestId, resources: [], count: 1 },
      patient,
    },
  ]);
}

export interface AccessPage {
  readonly before: string | undefined;
  readonly limit: number;
}

/** Who looked at a record, newest first. @throws ChartError, LedgerError `ledger/unknown-entry` */
export async function accessList(
  ports: LedgerRoutesPorts,
  caller: Caller,
  patient: ResourceId,
  { before, limit }: AccessPage,
): Promise<AccessList> {
  await witnessLook(ports, caller, patient);
  const found = await ports.reader.aboutPatient(caller.tenant, patient, { before, limit: limit + 1 });
  const shown = found.slice(0, limit);
  return {
    accesses: shown.map(accessOf),
    next: found.length > limit ? shown.at(-1)?.entryId : undefined,
    viewer: caller.kind === "person" ? caller.id : undefined,
  };
}

function accessOf({ entryId, entry, index }: FoundEntry): Access {
  const { at, actor, action, why, purpose, onBehalfOf, resources, count, from } = entry;
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
    index,
  };
}
