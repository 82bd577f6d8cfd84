import { type FhirResource, type ResourceType, parseStoredText } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { type Chart, ChartError, type SearchPage } from "../../custody/chart/index.ts";

/** A record as its reader sees it. */
export interface Found {
  readonly id: ResourceId;
  readonly version: number;
  readonly resource: FhirResource;
}

const mostPages = 40;

export function opened({ id, version, body }: SearchPage["matches"][number]): Found {
  return { id, version, resource: parseStoredText(body.toString()) as FhirResource };
}

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

/** Everything that a search finds for this caller, page by page. @throws ChartError `chart/not-permitted`, `chart/too-costly` */
export async function findAll(
  chart: Pick<Chart, "search">,
  caller: Caller,
  type: ResourceType,
  pairs: readonly (readonly [string, string])[],
): Promise<{ readonly matches: readonly Found[]; readonly included: readonly Found[] }> {
  const matches: Found[] = [];
  const included: Found[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const query = [...pairs, ["_count", "1000"] as const];
    const { value } = await chart.search(
      caller,
      type,
      cursor === undefined ? query : [...query, ["_cursor", cursor] as const],
    );
    matches.push(...value.matches.map(opened));
    included.push(...value.included.map(opened));
    if (value.next === undefined) return { matches, included };
    cursor = value.next;
  }
  throw new ChartError("chart/too-costly", "this is more than one answer can hold: ask for fewer days");
}
