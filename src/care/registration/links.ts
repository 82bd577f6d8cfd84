import {
  type FhirResource,
  type JsonObject,
  canonicalText,
  extensionIn,
  objectsIn,
  referenceIn,
  textIn,
} from "../../foundation/fhir/index.ts";
import { type ResourceId, isUuid } from "../../foundation/kernel/index.ts";
import { extensionUrl } from "./vocabulary.ts";

/** Who merged records, when and why. */
export interface MergeWords {
  /** ISO 8601 */
  readonly at: string;
  readonly by: string;
  readonly why: string;
}

/** How a record was merged into another. */
export interface Merged {
  readonly survivor: ResourceId;
  /** Absent of a link that came with an import. */
  readonly words: MergeWords | undefined;
  readonly wasActive: boolean;
}

export interface UndoneMerge {
  readonly merged: MergeWords;
  readonly undone: MergeWords;
}

const mergeLinkTypes: ReadonlySet<unknown> = new Set(["replaced-by", "replaces"]);

/** Links that say that records were merged. */
function mergeLinksIn(patient: FhirResource | undefined): readonly JsonObject[] {
  return objectsIn(patient?.["link"]).filter(({ type }) => mergeLinkTypes.has(type));
}

/** The same for the same links. */
export function linksText(patient: FhirResource | undefined): string {
  return canonicalText([...mergeLinksIn(patient)]);
}

function patientIn(link: JsonObject): ResourceId | undefined {
  const [type, id] = referenceIn(link["other"])?.split("/") ?? [];
  return type === "Patient" && id !== undefined && isUuid(id) ? (id as ResourceId) : undefined;
}

const parts = (holder: JsonObject | undefined) =>
  new Map(objectsIn(holder?.["extension"]).map((one) => [one["url"], one] as const));

function wordsIn(holder: JsonObject | undefined): MergeWords | undefined {
  const found = parts(holder);
  const at = textIn(found.get("at")?.["valueInstant"]);
  const by = textIn(found.get("by")?.["valueString"]);
  const why = textIn(found.get("why")?.["valueString"]);
  return at === undefined || by === undefined || why === undefined ? undefined : { at, by, why };
}

function wordsOf({ at, by, why }: MergeWords): JsonObject[] {
  return [
    { url: "at", valueInstant: at },
    { url: "by", valueString: by },
    { url: "why", valueString: why },
  ];
}

/** How this record was merged into another; undefined of one that is in use. */
export function mergedIn(patient: FhirResource): Merged | undefined {
  const link = objectsIn(patient["link"]).find(({ type }) => type === "replaced-by");
  const survivor = link === undefined ? undefined : patientIn(link);
  if (link === undefined || survivor === undefined) return undefined;
  const said = extensionIn(link, extensionUrl.merge);
  return { survivor, words: wordsIn(said), wasActive: parts(said).get("was-active")?.["valueBoolean"] !== false };
}

/** Merges of this record that were undone, oldest first. */
export function undoneIn(patient: FhirResource): readonly UndoneMerge[] {
  return objectsIn(patient["extension"]).flatMap((one) => {
    if (one["url"] !== extensionUrl.undoneMerge) return [];
    const found = parts(one);
    const [merged, undone] = [wordsIn(found.get("merged")), wordsIn(found.get("undone"))];
    return merged === undefined || undone === undefined ? [] : [{ merged, undone }];
  });
}

/** The record as one that another replaces. */
export function asMerged(patient: FhirResource, survivor: ResourceId, words: MergeWords): FhirResource {
  const wasActive = { url: "was-active", valueBoolean: patient["active"] !== false };
  const link = {
    other: { reference: `Patient/${survivor}` },
    type: "replaced-by",
    extension: [{ url: extensionUrl.merge, extension: [...wordsOf(words), wasActive] }],
  };
  return { ...patient, active: false, link: [...objectsIn(patient["link"]), link] };
}

/** The record as it was before it was merged, with what was done written down. Whom it was merged with isn't. */
export function asUnmerged(patient: FhirResource, { words, wasActive }: Merged, undone: MergeWords): FhirResource {
  const { link: _links, ...rest } = patient;
  const link = objectsIn(patient["link"]).filter(({ type }) => type !== "replaced-by");
  const kept = words === undefined ? [] : [{ url: "merged", extension: wordsOf(words) }];
  const note = { url: extensionUrl.undoneMerge, extension: [...kept, { url: "undone", extension: wordsOf(undone) }] };
  return {
    ...rest,
    ...(link.length === 0 ? {} : { link }),
    active: wasActive,
    extension: [...objectsIn(patient["extension"]), note],
  };
}
