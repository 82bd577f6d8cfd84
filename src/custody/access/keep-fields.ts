import {
  type FhirResource,
  type JsonObject,
  type JsonValue,
  isJsonArray,
  isJsonObject,
} from "../../foundation/fhir/index.ts";
import { hidesFields } from "./carried.ts";
import { keepCarried } from "./keep-carried.ts";
import type { FieldFault, Kept } from "./kept.ts";
import { elementOf, hiddenTree, localReferences, reachable, withoutHidden } from "./redact.ts";
import { type Redaction, redactionInside } from "./redaction.ts";
import { isSameJson } from "./same-json.ts";

type Hidden = ReturnType<typeof hiddenTree>;

/**
 * What is stored when somebody writes who doesn't see all of it: the fields hidden from them as they were, those of the resources
 * that it carries too, and everything else as they sent it.
 * @param current undefined for a new resource
 */
export function keepFields(incoming: FhirResource, current: FhirResource | undefined, redaction: Redaction): Kept {
  const type = incoming.resourceType;
  const before = current ?? { resourceType: type };
  for (const path of redaction.readOnly) {
    if (!isSameJson(valuesAt(incoming, path), valuesAt(before, path))) return refused("read-only", type, path);
  }
  for (const path of redaction.hidden) if (valuesAt(incoming, path).length > 0) return refused("hidden", type, path);
  const seen = current && withoutHidden(current, redaction);
  const stored = current && seen && withFreeIds(current, seen, incoming);
  const keepInner = (one: FhirResource, was: FhirResource | undefined) =>
    keepFields(one, was, redactionInside(redaction, one.resourceType));
  const carrying = keepCarried(incoming, stored && seen && { stored, seen }, redaction, keepInner);
  if (carrying.kind === "refused") return carrying;
  if (stored === undefined || seen === undefined || !hidesFields(redaction, before)) return carrying;
  const merged = merge(carrying.resource, stored, seen, hiddenTree(redaction), type);
  if ("path" in merged) return { kind: "refused", fault: merged };
  return { kind: "kept", resource: withContained({ ...merged.value, resourceType: type }, stored, seen) };
}

function refused(kind: FieldFault["kind"], type: string, path: string): Kept {
  return { kind: "refused", fault: { kind, path: `${type}.${path}` } };
}

/** Values of an element, its extensions among them, in document order. */
function valuesAt(value: JsonValue | undefined, path: string): readonly JsonValue[] {
  const [name = "", ...below] = path.split(".");
  if (isJsonArray(value)) return value.flatMap((item) => valuesAt(item, path));
  if (!isJsonObject(value)) return [];
  const found = [value[name], value[`_${name}`]].filter((one) => one !== undefined);
  return below.length === 0 ? found : found.flatMap((one) => valuesAt(one, below.join(".")));
}

type Merged = { readonly value: JsonObject } | FieldFault;

/** @param seen `current` as the writer saw it: with fewer properties, and without items that had nothing left */
function merge(incoming: JsonObject, current: JsonObject, seen: JsonObject, hidden: Hidden, at: string): Merged {
  const value: Record<string, JsonValue | undefined> = { ...incoming };
  for (const [property, old] of Object.entries(current)) {
    const rule = hidden.get(elementOf(property));
    if (rule === undefined || old === undefined) continue;
    if (rule === true) {
      // The narrative isn't kept when a new one was sent.
      if (value[property] === undefined) value[property] = old;
      continue;
    }
    const place = `${at}.${property}`;
    const inner = mergeBelow(incoming[property], old, seen[property], rule, place);
    if ("path" in inner) return inner;
    value[property] = inner.value;
  }
  return { value };
}

function mergeBelow(
  incoming: JsonValue | undefined,
  current: JsonValue,
  seen: JsonValue | undefined,
  hidden: Hidden,
  at: string,
): { readonly value: JsonValue | undefined } | FieldFault {
  // What they saw and sent back unchanged is as it was, with all that they didn't see.
  if (isSameJson(incoming, seen)) return { value: current };
  if (isJsonObject(current) && isJsonObject(seen) && isJsonObject(incoming))
    return merge(incoming, current, seen, hidden, at);
  // Which of several items lost or gained what can't be told from the outside.
  return { path: at, kind: "reordered" };
}

function contained(resource: FhirResource): readonly JsonValue[] {
  const found = resource["contained"];
  return isJsonArray(found) ? found : [];
}

function idOf(one: JsonValue): string | undefined {
  const id = isJsonObject(one) ? one["id"] : undefined;
  return typeof id === "string" ? id : undefined;
}

function idsIn(resource: FhirResource): ReadonlySet<string> {
  return new Set(contained(resource).flatMap((one) => idOf(one) ?? []));
}

/** What is hidden comes back with the contained resources that only it refers to. */
function withContained(merged: FhirResource, stored: FhirResource, seen: FhirResource): FhirResource {
  if (isSameJson(merged["contained"], seen["contained"])) return withAsStored(merged, stored);
  const sent = idsIn(merged);
  const shown = idsIn(seen);
  const needed = reachable(merged, contained(stored));
  const back = contained(stored).filter((one) => {
    const id = idOf(one);
    return id !== undefined && needed.has(id) && !shown.has(id) && !sent.has(id);
  });
  return back.length === 0 ? merged : { ...merged, contained: [...contained(merged), ...back] };
}

function withAsStored(merged: FhirResource, stored: FhirResource): FhirResource {
  return stored["contained"] === undefined ? merged : { ...merged, contained: stored["contained"] };
}

/** The stored resource, with other ids for hidden contained resources whose ids the writer gave to something of their own, or refers
 *  to: what somebody refers to from where they see it would be seen. */
function withFreeIds(current: FhirResource, seen: FhirResource, incoming: FhirResource): FhirResource {
  const known = localReferences(seen);
  const referred = [...localReferences(incoming)].filter((id) => !known.has(id));
  const used = new Set([...idsIn(incoming), ...referred]);
  const taken = new Set([...used, ...idsIn(current)]);
  const shown = idsIn(seen);
  const names = new Map<string, string>();
  for (const id of idsIn(current)) {
    if (shown.has(id) || !used.has(id)) continue;
    let number = 1;
    while (taken.has(`${id}-${number}`)) number += 1;
    taken.add(`${id}-${number}`);
    names.set(id, `${id}-${number}`);
  }
  if (names.size === 0) return current;
  const renamed = contained(current).map((one) => {
    const free = names.get(idOf(one) ?? "");
    return free === undefined || !isJsonObject(one) ? one : { ...one, id: free };
  });
  return withLocalReferences({ ...current, contained: renamed }, names) as FhirResource;
}

function withLocalReferences(value: JsonValue, names: ReadonlyMap<string, string>): JsonValue {
  if (typeof value === "string") {
    const free = value.startsWith("#") ? names.get(value.slice(1)) : undefined;
    return free === undefined ? value : `#${free}`;
  }
  if (isJsonArray(value)) return value.map((item) => withLocalReferences(item, names));
  // Numbers that JavaScript can't print as they were sent are objects of a class: only plain ones are walked.
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, item === undefined ? item : withLocalReferences(item, names)]),
  );
}
