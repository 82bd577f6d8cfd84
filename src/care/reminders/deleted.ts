import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { type Chart, ChartError } from "../../custody/chart/index.ts";
import { type Appointment, readAppointment, resourceOf } from "./appointments.ts";

/** Of these, what somebody deleted: as it stood last, but off. For whoever is expected, deleting is cancelling. What the caller didn't see
 *  isn't there, so what is restricted isn't taken for deleted. @throws ChartError */
export async function deletedAmong(
  chart: Pick<Chart, "history">,
  caller: Caller,
  ids: readonly ResourceId[],
): Promise<readonly Appointment[]> {
  const found: Appointment[] = [];
  for (const id of ids) {
    const [newest, before] = await lastTwo(chart, caller, id);
    if (newest?.deleted !== true || before === undefined) continue;
    const read = readAppointment(id, resourceOf(before));
    if (read !== undefined) found.push({ ...read, isOn: false, isExpected: false });
  }
  return found;
}

async function lastTwo(chart: Pick<Chart, "history">, caller: Caller, id: ResourceId) {
  try {
    return (await chart.history(caller, { type: "Appointment", id, count: 2 })).value.versions;
  } catch (error) {
    if (error instanceof ChartError && (error.code === "chart/not-found" || error.code === "chart/not-permitted"))
      return [];
    throw error;
  }
}
