import type { ImportName } from "../../custody/chart/index.ts";
import type { ImportSource } from "./import-source.ts";
import { stageOf } from "./precedence.ts";
import { type Item, readUnits } from "./read-units.ts";

/** What a first reading of a file tells. */
export interface Survey {
  readonly source: ImportSource;
  readonly total: number;
  readonly stage: number;
  /** What a reference names, of bundles that come in parts. */
  readonly elsewhere: ((reference: string) => ImportName | undefined) | undefined;
}

/** Counts a file and learns its order of precedence. Nothing of a file that can't be read to its end is imported.
 *  @param nameAll also of bundles that come as one: for taking up single entries of them again
 *  @throws CodedError when the file as a whole can't be read */
export async function surveyFile(
  source: ImportSource,
  { nameAll = false, signal }: { readonly nameAll?: boolean; readonly signal?: AbortSignal | undefined } = {},
): Promise<Survey> {
  const types = new Set<string>();
  const names = new Map<string, ImportName>();
  let total = 0;
  for await (const { items, isPart } of readUnits(source)) {
    if (signal?.aborted === true) break;
    total += items.length;
    for (const item of items) {
      if (item.kind !== "resource") continue;
      types.add(item.resource.resourceType);
      if (isPart || nameAll) remember(names, item);
    }
  }
  return {
    source,
    total,
    stage: stageOf(types),
    elsewhere: names.size === 0 ? undefined : (reference) => names.get(reference),
  };
}

function remember(
  names: Map<string, ImportName>,
  { resource: { resourceType, id }, fullUrl }: Extract<Item, { kind: "resource" }>,
): void {
  const name = { type: resourceType, id, fullUrl };
  if (fullUrl !== undefined) names.set(fullUrl, name);
  if (id !== undefined && fullUrl?.endsWith(id) !== true) names.set(`${resourceType}/${id}`, name);
}
