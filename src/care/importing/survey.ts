import type { ImportName } from "../../custody/chart/index.ts";
import type { ImportSource } from "./import-source.ts";
import { stageOf } from "./precedence.ts";
import { readUnits } from "./read-units.ts";
import { ReferenceNames } from "./reference-names.ts";

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
  const names = new ReferenceNames();
  let total = 0;
  for await (const { items, isPart } of readUnits(source)) {
    if (signal?.aborted === true) break;
    total += items.length;
    for (const item of items) {
      if (item.kind !== "resource") continue;
      types.add(item.resource.resourceType);
      if (isPart || nameAll) names.add(item);
    }
  }
  return {
    source,
    total,
    stage: stageOf(types),
    elsewhere: names.isEmpty ? undefined : (reference) => names.find(reference),
  };
}
