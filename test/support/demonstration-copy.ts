import {
  type DemonstrationChoice,
  type TransactionBundle,
  demonstrationMoney,
  generateDemonstration,
} from "../../src/care/demonstration/index.ts";
import type { FhirResource } from "../../src/foundation/fhir/index.ts";

/** A record with the name by which others of its copy refer to it. */
export interface CopiedEntry {
  readonly fullUrl: string;
  readonly resource: FhirResource;
}

export interface DemonstrationCopy {
  /** The houses and staff first, then each patient with their record. */
  readonly people: readonly (readonly CopiedEntry[])[];
  /** The price list first (of the first copy alone: all sell at one), then each patient's books, then the till's last days. */
  readonly books: readonly (readonly CopiedEntry[])[];
}

/** One more clinic like the demonstration's, with patients, staff and houses of its own. @param copy 0 is the demonstration itself */
export function demonstrationCopy(choice: DemonstrationChoice, copy: number): DemonstrationCopy {
  const own = { ...choice, seed: choice.seed + copy };
  const bundles = [...generateDemonstration(own)];
  const money = demonstrationMoney(bundles, own);
  // Houses and staff have the same names for every seed, and so have the days of a till: another clinic needs its own.
  const [houses, tills] = [bundles[0], money.at(-1)];
  const shared = new Map(
    copy === 0
      ? []
      : [houses, tills]
          .flatMap((bundle) => bundle?.entry ?? [])
          .map(({ fullUrl }, index) => [fullUrl, anotherOf(fullUrl, copy, index)] as const),
  );
  const copied = ({ entry }: TransactionBundle): readonly CopiedEntry[] =>
    entry.map(({ fullUrl, resource }) => ({
      fullUrl: shared.get(fullUrl) ?? fullUrl,
      resource: ofAnother(resource as FhirResource, shared, copy),
    }));
  return { people: bundles.map(copied), books: (copy === 0 ? money : money.slice(1)).map(copied) };
}

/** The name of a copy's house or member of staff. */
function anotherOf(fullUrl: string, copy: number, index: number): string {
  const tail = (copy * 10_000 + index).toString(16).padStart(12, "0");
  return `${fullUrl.slice(0, -12)}${tail}`;
}

/** A resource with its references turned to the copy's own, and its house named for it. */
function ofAnother(resource: FhirResource, shared: ReadonlyMap<string, string>, copy: number): FhirResource {
  if (copy === 0) return resource;
  const turned = JSON.parse(
    JSON.stringify(resource).replaceAll(/urn:uuid:[0-9a-f-]{36}/g, (url) => shared.get(url) ?? url),
  ) as FhirResource;
  const { name } = turned;
  return typeof name === "string" ? { ...turned, name: `${name} (${copy + 1})` } : turned;
}
