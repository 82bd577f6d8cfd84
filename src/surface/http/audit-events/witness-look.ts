import type { Caller } from "../../../custody/access/index.ts";
import type { FoundEntry, LedgerWriter, Witnessed } from "../../../custody/ledger/index.ts";
import type { Clock, ResourceId } from "../../../foundation/kernel/index.ts";
import { looked } from "../ledger/patient-look.ts";

interface WholeLook {
  readonly caller: Caller;
  readonly why: string;
  /** What was asked. */
  readonly detail: string;
  readonly shown: readonly FoundEntry[];
  /** How many there are, where that was told. */
  readonly total?: number | undefined;
  /** The patient whom it asked about. */
  readonly patient: ResourceId | undefined;
}

/** Each patient whose entries are shown is told, without what was asked; the organisation's own part says that. So is one whose
 *  entries were counted: a count of what somebody did in an hour says as much. */
export async function witnessWholeLook(
  { ledger, now }: { readonly ledger: Pick<LedgerWriter, "witness">; readonly now: Clock },
  { caller, why, detail, shown, total = 0, patient }: WholeLook,
): Promise<readonly string[]> {
  const { kind, id, name, role, from, requestId, purpose } = caller;
  const actor = { kind, id, name, role };
  const common = { at: now(), actor, why, from, requestId, purpose, resources: [] };
  const isAnswered = shown.length > 0 || total > 0;
  const told = isAnswered && patient !== undefined ? [patient] : patientsTold(shown);
  const own: Witnessed = { entry: { ...common, action: "accesses", detail, count: shown.length } };
  const theirs = told.map((one): Witnessed => ({ entry: { ...common, ...looked, count: 1 }, patient: one }));
  return ledger.witness(caller.tenant, patient !== undefined && shown.length > 0 ? theirs : [own, ...theirs]);
}

/** That somebody looked is no look at the record: whoever polls the ledger would else read of their own polling for ever. */
function patientsTold(shown: readonly FoundEntry[]): readonly ResourceId[] {
  const looks = shown.filter(({ entry }) => entry.action !== "accesses");
  return [...new Set(looks.flatMap(({ patient }) => patient ?? []))];
}
