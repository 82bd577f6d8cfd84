import {
  type FhirResource,
  type JsonObject,
  type JsonValue,
  isJsonArray,
  isJsonObject,
} from "../../foundation/fhir/index.ts";
import { hidesFields, withCarried } from "./carried.ts";
import { type Redaction, redactionInside } from "./redaction.ts";

/** Hidden names at one level, with what is hidden below each; `true`: the whole of it. */
type Hidden = ReadonlyMap<string, Hidden | true>;
const trees = new WeakMap<Redaction, Hidden>();

const narrative: Hidden = new Map([["text", true]]);

/** Also the narrative, which may repeat any field in words, those of contained resources too. */
export function hiddenTree(redaction: Redaction): Hidden {
  const known = trees.get(redaction);
  if (known !== undefined) return known;
  const root = new Map<string, Hidden | true>(narrative);
  for (const path of redaction.hidden) {
    const names = path.split(".");
    let level: Map<string, Hidden | true> = root;
    for (const [index, name] of names.entries()) {
      const below = level.get(name);
      if (below === true) break;
      if (index === names.length - 1) level.set(name, true);
      else if (below === undefined) {
        const next = new Map<string, Hidden | true>();
        level.set(name, next);
        level = next;
      } else level = below as Map<string, Hidden | true>;
    }
  }
  trees.set(redaction, root);
  return root;
}

/** The resource without its hidden fields and those of what it carries, as if they had never been written; itself where none of
 *  these types has any. */
export function withoutHidden(resource: FhirResource, redaction: Redaction): FhirResource {
  if (!hidesFields(redaction, resource)) return resource;
  const { resourceType } = resource;
  const inside = withCarried(resource, (inner) => withoutHidden(inner, redactionInside(redaction, inner.resourceType)));
  const kept = without(inside, hiddenTree(redaction));
  return withoutOrphans({ ...kept, resourceType }, resource);
}

/** `birthDate` and `_birthDate`, which carries the extensions of the same value. */
export function elementOf(property: string): string {
  return property.startsWith("_") ? property.slice(1) : property;
}

function without(object: JsonObject, hidden: Hidden): JsonObject {
  const kept: Record<string, JsonValue | undefined> = {};
  for (const [property, value] of Object.entries(object)) {
    const rule = hidden.get(elementOf(property));
    if (rule === true) continue;
    const left = rule === undefined || value === undefined ? value : withoutBelow(value, rule);
    if (left !== undefined) kept[property] = left;
  }
  return kept;
}

/** FHIR knows no empty objects or arrays: what has nothing left isn't there. */
function withoutBelow(value: JsonValue, hidden: Hidden): JsonValue | undefined {
  if (isJsonArray(value)) {
    const items = value.flatMap((item) => withoutBelow(item, hidden) ?? []);
    return items.length === 0 ? undefined : items;
  }
  if (!isJsonObject(value)) return value;
  const kept = without(value, hidden);
  return Object.keys(kept).length === 0 ? undefined : kept;
}

/** A contained resource is there because something refers to it; when that is hidden, so is what it refers to. */
function withoutOrphans(kept: FhirResource, whole: FhirResource): FhirResource {
  const { contained, ...rest } = kept;
  const { contained: all, ...wholeRest } = whole;
  if (!isJsonArray(contained) || !isJsonArray(all)) return kept;
  // What nothing ever referred to stays: it refers to its container (R4, dom-3).
  const named = localReferences(whole);
  const isRoot = (one: JsonValue) => !named.has(idOf(one) ?? "");
  const still = reachable([rest, ...contained.filter(isRoot)], contained);
  const before = reachable([wholeRest, ...all.filter(isRoot)], all);
  const left = contained.filter((one) => {
    const id = idOf(one);
    return id === undefined || still.has(id) || !before.has(id);
  });
  return { ...rest, resourceType: kept.resourceType, ...(left.length === 0 ? {} : { contained: left }) };
}

function idOf(one: JsonValue): string | undefined {
  const id = isJsonObject(one) ? one["id"] : undefined;
  return typeof id === "string" ? id : undefined;
}

/** Ids of contained resources that are referred to from outside, directly or through one another. */
export function reachable(from: JsonValue, contained: JsonValue): ReadonlySet<string> {
  const byId = new Map(isJsonArray(contained) ? contained.map((one) => [idOf(one), one] as const) : []);
  const named = new Set<string>();
  const follow = (value: JsonValue | undefined): void => {
    for (const id of localReferences(value)) {
      if (id === "" || named.has(id)) continue;
      named.add(id);
      follow(byId.get(id));
    }
  };
  follow(from);
  return named;
}

/** Ids after the # of every reference, canonical or uri in it. */
export function localReferences(value: JsonValue | undefined, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value === "string") {
    if (value.startsWith("#")) found.add(value.slice(1));
  } else if (isJsonArray(value)) for (const item of value) localReferences(item, found);
  else if (isJsonObject(value)) for (const item of Object.values(value)) localReferences(item, found);
  return found;
}
