import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../access/index.ts";
import type { OpenVersion, RecordReader } from "../records/index.ts";
import type { Permit } from "./access.ts";
import type { ChartPorts } from "./ports.ts";
import { dependsOnContent, show } from "./sight.ts";

/** Stored versions, as far as the database lets this caller's connection see them. */
export type Versions = RecordReader;

/** The second line: whoever is held to facilities reads through connections that are. A patient whose glass is broken is met where
 *  that patient is. */
export function versionsFor(ports: Pick<ChartPorts, "records">, { facilities, standing }: Caller): Versions {
  if (facilities === undefined) return ports.records;
  const broken = standing?.brokenGlass() ?? [];
  if (broken.length === 0) return ports.records.within(facilities);
  const places = broken.map(({ patient }) => standing?.facilitiesOf(patient) ?? []);
  // Somebody who is known nowhere is met by no connection that is held anywhere: then the predicate stands alone.
  if (places.some((known) => known.length === 0)) return ports.records;
  const theirs = places.flat();
  return ports.records.within([...new Set([...facilities, ...theirs])]);
}

/** The newest version of a resource that says something: the last before a deletion. */
export async function newestContent(
  versions: Versions,
  caller: Caller,
  id: ResourceId,
): Promise<OpenVersion | undefined> {
  const newest = await versions.newest(caller.tenant, id);
  if (newest === undefined || !newest.deleted) return newest;
  return (await versions.historyOf(caller.tenant, { id, belowVersion: newest.version, limit: 1 }))[0];
}

/** Whether an earlier version may be shown as far as the newest content has a say in it. */
export async function seesNewest(
  versions: Versions,
  caller: Caller,
  permitted: Permit,
  earlier: OpenVersion,
): Promise<boolean> {
  if (!dependsOnContent(permitted, earlier.patient)) return true;
  const newest = await newestContent(versions, caller, earlier.id);
  return newest !== undefined && show(permitted, newest) !== undefined;
}
