import { type FhirResource, type ResourceType, parseStoredText } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { ChartError, type SearchPage } from "../../custody/chart/index.ts";
import { type ExpenseError, unknownHere } from "./expense-error.ts";
import type { ExpensePorts } from "./ports.ts";

/** A record as its reader sees it. */
export interface Found {
  readonly id: ResourceId;
  readonly version: number;
  readonly resource: FhirResource;
}

const mostPages = 20;

export function opened({ id, version, body }: SearchPage["matches"][number]): Found {
  return { id, version, resource: parseStoredText(body.toString()) as FhirResource };
}

/** Every contract that a search finds for this caller. @throws ChartError `chart/not-permitted`, `chart/too-costly` */
export async function findAll(
  { chart }: Pick<ExpensePorts, "chart">,
  caller: Caller,
  pairs: readonly (readonly [string, string])[],
): Promise<readonly Found[]> {
  const found: Found[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const query = [...pairs, ["_count", "1000"] as const];
    const asked = cursor === undefined ? query : [...query, ["_cursor", cursor] as const];
    const { value } = await chart.search(caller, "Contract", asked);
    found.push(...value.matches.map(opened));
    if (value.next === undefined) return found;
    cursor = value.next;
  }
  throw new ChartError("chart/too-costly", "this is more than one answer can hold");
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
