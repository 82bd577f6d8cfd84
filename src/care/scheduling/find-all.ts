import { type ResourceType } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { type Chart, type Found, findAll } from "../../custody/chart/index.ts";

/** A search takes a value of at most 2,000 letters: an address or a number of ours has 70 at most. */
const mostTogether = 25;

export interface ManyValues {
  readonly parameter: string;
  readonly values: readonly string[];
  readonly and?: readonly (readonly [string, string])[];
}

/** As `findAll`, of many values of one parameter, each record once. */
export async function findAllOf(
  chart: Pick<Chart, "search">,
  caller: Caller,
  type: ResourceType,
  { parameter, values, and = [] }: ManyValues,
): Promise<{ readonly matches: readonly Found[]; readonly included: readonly Found[] }> {
  const matches = new Map<ResourceId, Found>();
  const included = new Map<ResourceId, Found>();
  for (let from = 0; from < values.length; from += mostTogether) {
    const value = values.slice(from, from + mostTogether).join(",");
    const found = await findAll(chart, caller, type, [...and, [parameter, value]]);
    for (const one of found.matches) matches.set(one.id, one);
    for (const one of found.included) included.set(one.id, one);
  }
  return { matches: [...matches.values()], included: [...included.values()] };
}
