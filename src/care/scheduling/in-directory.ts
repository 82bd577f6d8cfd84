import { referenceIn } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { type Chart, ChartError, type Found, opened } from "../../custody/chart/index.ts";
import { findAllOf } from "./find-all.ts";
import { isBranch } from "./footprint.ts";
import { SchedulingError, changedMeanwhile } from "./scheduling-error.ts";

/** One of the house's own records. @throws SchedulingError `scheduling/unknown` where it isn't there, or isn't seen */
export async function oneInDirectory(read: () => ReturnType<Chart["read"]>): Promise<Found> {
  try {
    return opened((await read()).value);
  } catch (error) {
    if (error instanceof ChartError && (error.code === "chart/not-found" || error.code === "chart/deleted"))
      throw new SchedulingError("scheduling/unknown", "there is nothing of that id that you may see");
    throw error;
  }
}

/** @throws SchedulingError `scheduling/changed-meanwhile` where somebody was quicker */
export async function unlessOvertaken<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ChartError && error.code === "chart/precondition-failed") throw changedMeanwhile();
    throw error;
  }
}

/** @throws SchedulingError `scheduling/unknown-branch` */
export async function expectBranch(chart: Pick<Chart, "search">, caller: Caller, id: ResourceId): Promise<void> {
  const { value } = await chart.search(caller, "Location", [["_id", id]]);
  const [found] = value.matches;
  if (found !== undefined && isBranch(opened(found).resource)) return;
  throw new SchedulingError("scheduling/unknown-branch", "there is no such branch that you may see", {
    path: "branchId",
  });
}

/** @throws SchedulingError `scheduling/unknown-kind` */
export async function expectKinds(
  chart: Pick<Chart, "search">,
  caller: Caller,
  ids: readonly ResourceId[],
): Promise<void> {
  const { matches } = await findAllOf(chart, caller, "HealthcareService", { parameter: "_id", values: ids });
  const known = new Set(matches.map(({ id }) => id));
  const unknown = ids.findIndex((id) => !known.has(id));
  if (unknown !== -1)
    throw new SchedulingError("scheduling/unknown-kind", "there is no such kind that you may see", {
      path: `kindIds[${unknown}]`,
    });
}

/** The branch that a location is part of; undefined of a branch itself. */
export function partOf(found: Found): string | undefined {
  return referenceIn(found.resource["partOf"]);
}
