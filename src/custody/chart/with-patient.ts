import type { ResourceType } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import { type Caller, type Interaction, judge, rowOf } from "../access/index.ts";
import { type PatientVault, openPatientVault } from "../keyring/index.ts";
import type { LedgerAction } from "../ledger/index.ts";
import { type Permit, permit } from "./access.ts";
import { notFound } from "./chart-error.ts";
import { newestContent, versionsFor } from "./newest-content.ts";
import type { ChartPorts } from "./ports.ts";
import { show } from "./sight.ts";
import { actorOf, principalOf } from "./witnessing.ts";

export interface PatientWork<T> {
  /** What the caller must be allowed to do. */
  readonly needs: { readonly interaction: Interaction; readonly type: ResourceType };
  /** What the ledger will say of the result. What has no entry discloses nothing and changes nothing that others see. */
  readonly entry?: (result: T) => { readonly action: LedgerAction; readonly detail: string } | undefined;
  readonly run: (tx: Transaction, vault: PatientVault) => Promise<T>;
}

/** Whether the caller may do this at all to something of the patient's of which only the type is known. */
function isOpen({ rows }: Permit, type: ResourceType, patient: ResourceId, at: number): boolean {
  const row = rowOf({ resourceType: type }, { type, id: patient, patient, writtenAt: at });
  const judged = judge(rows, row);
  // Criteria of a scope can't be asked of what has no content: they limit resources, and this is none.
  return judged.kind === "visible" || judged.by !== "patient";
}

/** The patient must be one that the caller may read. @throws ChartError `chart/not-permitted`, `chart/not-found` */
export async function withPatient<T>(
  ports: ChartPorts,
  caller: Caller,
  patient: ResourceId,
  { needs, entry, run }: PatientWork<T>,
): Promise<T> {
  const permitted = permit(ports, caller, needs.interaction, needs.type);
  const reading = permit(ports, caller, "read", "Patient");
  // A deleted patient's ledger and drafts are still there for those who could see the patient.
  const version = await newestContent(versionsFor(ports, caller), caller, patient);
  const shown = version?.type === "Patient" ? show(reading, version) : undefined;
  if (shown === undefined || !isOpen(permitted, needs.type, patient, ports.now())) throw notFound();
  const keys = await ports.keyring.keys(caller.tenant);
  const vault = await openPatientVault(keys, patient);
  if (vault === undefined) throw notFound();
  return ports.db.transaction(caller.tenant, async (tx) => {
    const result = await run(tx, vault);
    const said = entry?.(result);
    if (said !== undefined) {
      const { from, requestId } = caller;
      const common = {
        at: ports.now(),
        actor: actorOf(caller),
        why: shown.why ?? permitted.reason,
        purpose: shown.emergency === true ? "ETREAT" : caller.purpose,
        onBehalfOf: principalOf(caller),
        from,
        requestId,
        resources: [],
        count: 1,
      };
      await ports.ledger.append(tx, caller.tenant, [{ entry: { ...common, ...said }, patient }]);
    }
    return result;
  });
}
