import type { ResourceType } from "../../foundation/fhir/index.ts";
import { type ResourceId, positionToMilliseconds } from "../../foundation/kernel/index.ts";
import type { Caller } from "../access/index.ts";
import type { OpenVersion } from "../records/index.ts";
import { ChartError, namingAltered } from "./chart-error.ts";
import type { ChartPorts } from "./ports.ts";
import { actorOf } from "./witnessing.ts";

/** Everything that was ever written of one record, also before it was about its patient. */
export interface TakenRecord {
  readonly type: ResourceType;
  readonly id: ResourceId;
  /** Newest first. */
  readonly versions: readonly {
    readonly version: number;
    /** Milliseconds since 1970. */
    readonly writtenAt: number;
    readonly deleted: boolean;
    /** As it is stored, to the byte; empty of a deletion. */
    readonly body: string;
  }[];
}

export interface TakingOut {
  readonly patient: ResourceId;
  readonly ids: readonly ResourceId[];
  /** A sentence. */
  readonly why: string;
}

const needs = "retention.manage";
const openedTogether = 100;
const newest = 0x7fffffff;

/** Opens every version of these records, whatever the caller may read, so that they can be sealed anew before their patient's keys go. It
 *  is in the organisation's part of the ledger first: the patient's is about to become unreadable. Whoever calls shows nothing of it.
 *  @throws ChartError `chart/not-permitted`, `chart/altered` */
export async function takeOut(
  ports: ChartPorts,
  caller: Caller,
  { patient, ids, why }: TakingOut,
): Promise<readonly TakenRecord[]> {
  if (!caller.permissions.has(needs))
    throw new ChartError("chart/not-permitted", "deciding how long records are kept is not for you");
  const { records, ledger, now } = ports;
  const { tenant, from, requestId, purpose } = caller;
  const act = { at: now(), action: "retention-looked", actor: actorOf(caller), why, from, requestId, purpose } as const;
  const detail = `to seal anew what stays of Patient/${patient}`;
  await ledger.witness(tenant, [{ entry: { ...act, resources: [], count: ids.length, detail } }]);

  const taken: TakenRecord[] = [];
  for (const id of ids) {
    const found: OpenVersion[] = [];
    for (;;) {
      const belowVersion = found.at(-1)?.version ?? newest;
      const page = await namingAltered(records.historyOf(tenant, { id, belowVersion, limit: openedTogether }));
      found.push(...page);
      if (page.length < openedTogether) break;
    }
    const own = found.filter((version) => version.patient === patient || version.patient === undefined);
    const [first] = own;
    if (first === undefined || !own.some((version) => version.patient === patient)) continue;
    taken.push({
      type: first.type,
      id,
      versions: own.map(({ version, position, deleted, body }) => ({
        version,
        writtenAt: positionToMilliseconds(position),
        deleted,
        body: body.toString(),
      })),
    });
  }
  return taken;
}
