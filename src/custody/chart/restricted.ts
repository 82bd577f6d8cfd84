import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { type Caller, isRestricted } from "../access/index.ts";
import type { OpenVersion } from "../records/index.ts";
import { ChartError, notFound } from "./chart-error.ts";
import type { ChartPorts, Witnessing } from "./ports.ts";
import type { Target } from "./read.ts";
import { tellingOf } from "./telling-of.ts";
import { actorOf } from "./witnessing.ts";

type Restricting = Pick<ChartPorts, "policy">;

/** Whether the record is restricted (GDPR, Article 18), whoever asks. @param of whose restriction it has to be; absent: anybody's */
export async function isRecordRestricted(
  { policy }: Restricting,
  tenant: TenantId,
  { id, patient }: Pick<OpenVersion, "id" | "patient">,
  of?: ResourceId,
): Promise<boolean> {
  const asked = policy?.restrictionsOf?.(tenant);
  const known = asked instanceof Promise ? await asked : asked;
  if (known === undefined) return false;
  const along = known.along.get(id);
  if (along !== undefined && (of ?? along) === along) return true;
  return patient !== undefined && (of ?? patient) === patient && isRestricted(known.of.get(patient), id);
}

/** What is restricted stays as it is. Whoever gets here sees the record. @throws ChartError `chart/restricted` */
export async function expectUnrestricted(
  ports: Restricting,
  tenant: TenantId,
  current: Pick<OpenVersion, "id" | "patient" | "type">,
): Promise<void> {
  if (await isRecordRestricted(ports, tenant, current)) throw restricted(current.type);
}

export function restricted(path: string): ChartError {
  return new ChartError(
    "chart/restricted",
    "this record is restricted: nobody changes or deletes it before that is lifted",
    { path },
  );
}

const needs = "rights.manage";

/** Opens a restricted record for whoever decides about it, whatever their role reads. The ledger has the reason first, where the patient
 *  reads it. @param why a sentence
 *  @param target.patient whose restriction it is @throws ChartError `chart/not-permitted`, `chart/not-found` */
export async function readRestricted(
  ports: ChartPorts,
  caller: Caller,
  { type, id, patient }: Target & { readonly patient: ResourceId },
  why: string,
): Promise<Witnessing<OpenVersion>> {
  if (caller.kind !== "person" || !caller.permissions.has(needs))
    throw new ChartError("chart/not-permitted", "opening what is restricted is not for you");
  const { tenant, from, requestId, purpose } = caller;
  const current = await ports.records.current(tenant, id);
  if (current === undefined || current.type !== type || !(await isRecordRestricted(ports, tenant, current, patient)))
    throw notFound();
  const act = { at: ports.now(), action: "restricted-read", actor: actorOf(caller), why, from, requestId } as const;
  const entry = { ...act, purpose, resources: [`${type}/${id}/${current.version}`], count: 1 };
  return { value: current, entryIds: await ports.ledger.witness(tenant, [{ entry, patient }]) };
}

/** What is to be restricted: records by name, or all that is about the patient. */
export interface ToRestrict {
  readonly targets: readonly Target[];
  readonly whole: boolean;
}

/** Of these records, those that are the patient's; and what tells of what is restricted: Provenances that point to it, files that it points
 *  to or did. It is for whoever decides to restrict. Nothing else of them leaves, and it isn't witnessed here. Of a whole record it takes a pass
 *  over the organisation's versions. */
export async function toRestrict(
  { records }: Pick<ChartPorts, "records">,
  tenant: TenantId,
  patient: ResourceId,
  { targets, whole }: ToRestrict,
): Promise<{ readonly found: ReadonlySet<ResourceId>; readonly along: readonly Target[] }> {
  const wanted = new Map(targets.map(({ type, id }) => [id, type]));
  const versions = await records.newestAll(tenant, [...wanted.keys()]);
  const found = versions.filter(
    (version) => version.patient === patient && !version.deleted && wanted.get(version.id) === version.type,
  );
  const restricted = new Set(whole ? await records.idsUnder(tenant, patient) : found.map(({ id }) => id));
  const along = await tellingOf(records, tenant, patient, restricted);
  return { found: new Set(found.map(({ id }) => id)), along: along.filter(({ id }) => !wanted.has(id)) };
}
