import { type ResourceType } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { ChartError, type Found, findAll, opened } from "../../custody/chart/index.ts";
import { ExpenseError, unknownHere } from "./expense-error.ts";
import type { ExpensePorts } from "./ports.ts";

/** Every contract that a search finds for this caller. @throws ChartError `chart/not-permitted`, `chart/too-costly` */
export async function findContracts(
  { chart }: Pick<ExpensePorts, "chart">,
  caller: Caller,
  pairs: readonly (readonly [string, string])[],
): Promise<readonly Found[]> {
  return (await findAll(chart, caller, "Contract", pairs)).matches;
}

/** The current version. @throws ExpenseError of this code where there is none that the caller may see */
export async function currentOf(
  { chart }: Pick<ExpensePorts, "chart">,
  caller: Caller,
  { type, id }: { readonly type: ResourceType; readonly id: ResourceId },
  absent: ExpenseError = unknownHere(),
): Promise<Found> {
  try {
    return opened((await chart.read(caller, { type, id })).value);
  } catch (error) {
    if (error instanceof ChartError && (error.code === "chart/not-found" || error.code === "chart/deleted"))
      throw absent;
    throw error;
  }
}

/** @throws ExpenseError `expenses/unknown-branch` */
export async function expectBranch(ports: Pick<ExpensePorts, "chart">, caller: Caller, id: ResourceId): Promise<void> {
  const absent = new ExpenseError("expenses/unknown-branch", "there is no such branch that you may see", {
    path: "branchId",
  });
  await currentOf(ports, caller, { type: "Location", id }, absent);
}
