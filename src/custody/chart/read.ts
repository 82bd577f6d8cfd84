import type { ResourceType } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../access/index.ts";
import type { OpenVersion } from "../records/index.ts";
import { type Permit, permit } from "./access.ts";
import { ChartError, notFound } from "./chart-error.ts";
import { type Versions, seesNewest, versionsFor } from "./newest-content.ts";
import type { ChartPorts, Witnessing } from "./ports.ts";
import { type Shown, show } from "./sight.ts";
import { witnessed } from "./witnessing.ts";

export interface Target {
  readonly type: ResourceType;
  readonly id: ResourceId;
}

/** What is shown, once its entry is in the ledger. */
export async function disclose(
  ports: ChartPorts,
  caller: Caller,
  permitted: Permit,
  version: Shown,
  action: "read" | "history",
): Promise<Witnessing<OpenVersion>> {
  const act = { at: ports.now(), caller, action, why: permitted.reason };
  return { value: version, entryIds: await ports.ledger.witness(caller.tenant, witnessed(act, [version])) };
}

/** @throws ChartError `chart/not-permitted`, `chart/not-found`, `chart/deleted` */
export async function readCurrent(ports: ChartPorts, caller: Caller, target: Target): Promise<Witnessing<OpenVersion>> {
  const permitted = permit(ports, caller, "read", target.type);
  return disclose(ports, caller, permitted, await currentShown(ports, caller, permitted, target), "read");
}

/** It isn't witnessed here. @throws ChartError `chart/not-found`, `chart/deleted` */
export async function currentShown(
  ports: ChartPorts,
  caller: Caller,
  permitted: Permit,
  { type, id }: Target,
): Promise<Shown> {
  const versions = versionsFor(ports, caller);
  const version = await versions.current(caller.tenant, id);
  if (version === undefined) throw await absence(versions, caller, permitted, { type, id });
  const shown = version.type === type ? show(permitted, version) : undefined;
  if (shown === undefined) throw notFound();
  return shown;
}

/** That something was here and is deleted is told only to those who could have seen it. */
async function absence(
  versions: Versions,
  caller: Caller,
  permitted: Permit,
  { type, id }: Target,
): Promise<ChartError> {
  const newest = await versions.newest(caller.tenant, id);
  if (newest?.type !== type || !newest.deleted) return notFound();
  const [last] = await versions.historyOf(caller.tenant, { id, belowVersion: newest.version, limit: 1 });
  if (last === undefined || show(permitted, last) === undefined) return notFound();
  return new ChartError("chart/deleted", "the resource was deleted; its history remains");
}

/** @throws ChartError `chart/not-permitted`, `chart/not-found`, `chart/deleted` */
export async function readVersion(
  ports: ChartPorts,
  caller: Caller,
  { type, id, version }: Target & { readonly version: number },
): Promise<Witnessing<OpenVersion>> {
  const permitted = permit(ports, caller, "vread", type);
  const versions = versionsFor(ports, caller);
  const found = await versions.version(caller.tenant, id, version);
  if (found === undefined || found.type !== type) throw notFound();
  if (found.deleted) throw await absence(versions, caller, permitted, { type, id });
  const shown = show(permitted, found);
  if (shown === undefined || !(await seesNewest(versions, caller, permitted, found))) throw notFound();
  return disclose(ports, caller, permitted, shown, "history");
}
