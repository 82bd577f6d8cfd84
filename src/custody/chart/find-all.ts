import type { FhirResource, ResourceType } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../access/index.ts";
import { resourceIn } from "../records/index.ts";
import type { Chart } from "./chart.ts";
import { ChartError } from "./chart-error.ts";
import type { SearchPage } from "./search.ts";

/** A record as its reader sees it. */
export interface Found {
  readonly id: ResourceId;
  readonly version: number;
  readonly resource: FhirResource;
}

export function opened({ id, version, body, resource }: SearchPage["matches"][number]): Found {
  return { id, version, resource: resource ?? resourceIn(body) };
}

/** Of a thousand records each. */
const mostPages = 40;

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
    const asked = cursor === undefined ? query : [...query, ["_cursor", cursor] as const];
    const { value } = await chart.search(caller, type, asked);
    matches.push(...value.matches.map(opened));
    included.push(...value.included.map(opened));
    if (value.next === undefined) return { matches, included };
    cursor = value.next;
  }
  throw new ChartError("chart/too-costly", "this is more than one answer can hold: ask for less");
}
