import { type FhirResource, isJsonArray, isJsonObject } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Counted } from "./ports.ts";
import { type Scene, within } from "./scene.ts";
import type { Source } from "./sources.ts";
import type { Basis } from "./viewing.ts";

/** Somebody asked, who wasn't registered. */
export interface Enquiry {
  readonly at: number;
  readonly status: string;
  /** How it came: a code. */
  readonly source: string;
  /** Who sent them, where it was said. */
  readonly referrer: string;
}

const extensionUrl = { source: "urn:wardbook:enquiry-source", referrer: "urn:wardbook:referred-by" } as const;

function extensionOf(task: FhirResource, url: string, value: "valueCode" | "valueString"): string {
  const { extension } = task;
  const all = extension !== undefined && isJsonArray(extension) ? extension.filter(isJsonObject) : [];
  const found = all.find((one) => one["url"] === url)?.[value];
  return typeof found === "string" ? found.trim() : "";
}

function enquiryIn({ resource }: Counted): Enquiry | undefined {
  const status = resource["status"];
  const at = Date.parse(String(resource["authoredOn"] ?? resource.meta?.lastUpdated ?? ""));
  if (typeof status !== "string" || status === "entered-in-error" || Number.isNaN(at)) return undefined;
  return {
    at,
    status,
    source: extensionOf(resource, extensionUrl.source, "valueCode"),
    referrer: extensionOf(resource, extensionUrl.referrer, "valueString"),
  };
}

export const enquiries: Source<Enquiry> = {
  name: "enquiries",
  type: "Task",
  and: [["code", "urn:wardbook:task|enquiry"]],
  read: enquiryIn,
  at: ({ at }) => at,
};

const mostReferrers = 20;

/** How those who asked in some days came to ask, and how many have become patients since. Each counts as somebody of their own: whoever asks
 *  isn't registered yet. Enquiries are of no branch. */
export function enquiryFigures(scene: Scene, all: ReadonlyMap<ResourceId, Enquiry>, basis: Basis) {
  const { veil } = scene;
  const here = [...all.values()].filter(({ at }) => within(scene.stretch, at));
  const of = (some: readonly Enquiry[]) => ({
    made: veil.count(some.length),
    registered: veil.count(some.filter(({ status }) => status === "completed").length),
    declined: veil.count(some.filter(({ status }) => status === "rejected").length),
  });
  const groups = (name: (one: Enquiry) => string) => {
    const found = new Map<string, Enquiry[]>();
    for (const one of here) found.set(name(one), [...(found.get(name(one)) ?? []), one]);
    return [...found]
      .map(([id, some]) => ({ id, size: some.length, ...of(some) }))
      .sort((one, other) => other.size - one.size)
      .map(({ size: _size, ...told }) => told);
  };
  return {
    ...of(here),
    sources: groups(({ source }) => source),
    // Names that somebody wrote are for those who may read enquiries.
    referrers:
      basis === "own"
        ? groups(({ referrer }) => referrer)
            .filter(({ id }) => id !== "")
            .slice(0, mostReferrers)
        : [],
  };
}
