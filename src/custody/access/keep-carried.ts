import { type FhirResource, type JsonValue, isJsonArray } from "../../foundation/fhir/index.ts";
import { carriedIn, carryingProperties, hidesOf, isResource, withCarried } from "./carried.ts";
import type { FieldFault, Kept } from "./kept.ts";
import type { Redaction } from "./redaction.ts";
import { isSameJson, orderedText } from "./same-json.ts";

/** A stored resource, and the same as its writer saw it. */
export interface Before {
  readonly stored: FhirResource;
  readonly seen: FhirResource;
}

/** What keeps the hidden fields of a resource that is carried. @param current undefined: it wasn't there before */
type KeepInner = (incoming: FhirResource, current: FhirResource | undefined) => Kept;
type Items =
  | { readonly kind: "kept"; readonly value: JsonValue | undefined }
  | Extract<Kept, { readonly kind: "refused" }>;

/** What is sent, with what the writer doesn't see of the resources in it. Contained ones are known by their ids. A bundle's entries
 *  and parameters may have none: those with hidden fields stay as they were, and others may come beside them. */
export function keepCarried(
  incoming: FhirResource,
  before: Before | undefined,
  redaction: Redaction,
  keepInner: KeepInner,
): Kept {
  let resource = incoming;
  for (const property of carryingProperties(incoming.resourceType)) {
    const [sent, seen, stored] = [incoming[property], before?.seen[property], before?.stored[property]];
    const own = redaction.hidden.some((path) => path.startsWith(`${property}.`));
    if (isSameJson(sent, seen)) {
      // The others come back with what else is hidden in there.
      if (property !== "contained" && !own && stored !== undefined) resource = { ...resource, [property]: stored };
      continue;
    }
    const at = `${incoming.resourceType}.${property}`;
    const items =
      property === "contained"
        ? keepContained({ sent, seen, stored, at }, keepInner)
        : own && before !== undefined
          ? reordered(at)
          : keepEntries({ sent, seen, stored, at }, redaction, keepInner);
    if (items.kind === "refused") return items;
    if (items.value !== sent) resource = { ...resource, [property]: items.value };
  }
  return { kind: "kept", resource };
}

interface Sent {
  readonly sent: JsonValue | undefined;
  readonly seen: JsonValue | undefined;
  readonly stored: JsonValue | undefined;
  readonly at: string;
}

function reordered(path: string): Items {
  return { kind: "refused", fault: { path, kind: "reordered" } };
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isJsonArray(value) ? value : [];
}

function keepContained({ sent, seen, stored, at }: Sent, keepInner: KeepInner): Items {
  const find = (list: JsonValue | undefined, { id, resourceType }: FhirResource) =>
    listOf(list)
      .filter(isResource)
      .find((one) => one.id === id && one.resourceType === resourceType);
  const value: JsonValue[] = [];
  for (const [index, one] of listOf(sent).entries()) {
    if (!isResource(one)) {
      value.push(one);
      continue;
    }
    // What wasn't seen isn't what is sent, whatever its id: it goes under another one.
    const kept = keepInner(one, find(seen, one) && find(stored, one));
    if (kept.kind === "refused") return faultIn(kept.fault, one, `${at}[${index}]`);
    value.push(kept.resource);
  }
  return { kind: "kept", value: isJsonArray(sent) ? value : sent };
}

function keepEntries({ sent, seen, stored, at }: Sent, redaction: Redaction, keepInner: KeepInner): Items {
  const wasSeen = listOf(seen);
  const wasStored = listOf(stored);
  const places = Map.groupBy(wasSeen.keys(), (index) => orderedText(wasSeen[index]));
  const open = new Set(wasSeen.keys().filter((index) => carriesHidden(wasSeen[index], redaction)));
  const value: JsonValue[] = [];
  for (const [index, item] of listOf(sent).entries()) {
    const known = places.get(orderedText(item)) ?? [];
    if (known.length > 0 && !carriesHidden(item, redaction)) {
      value.push(item);
      continue;
    }
    const alike = known.filter((place) => open.has(place));
    const place = alike.includes(index) ? index : alike[0];
    const before = place === undefined ? undefined : wasStored[place];
    if (place !== undefined && before !== undefined) {
      // Which of several that look alike it is can't be told by who doesn't see all of them.
      if (alike.length > 1 && place !== index) return reordered(at);
      open.delete(place);
      value.push(before);
      continue;
    }
    const fault = faultOfNew(item, `${at}[${index}].resource`, keepInner);
    if (fault !== undefined) return fault;
    value.push(item);
  }
  if (open.size > 0) return reordered(at);
  return { kind: "kept", value: isJsonArray(sent) ? value : sent };
}

function carriesHidden(item: JsonValue | undefined, redaction: Redaction): boolean {
  return carriedIn(item).some(({ resourceType }) => hidesOf(redaction, resourceType));
}

function faultOfNew(item: JsonValue, at: string, keepInner: KeepInner): Items | undefined {
  let fault: Items | undefined;
  withCarried({ resourceType: "Bundle", entry: [item] }, (inner) => {
    const kept = fault === undefined ? keepInner(inner, undefined) : undefined;
    if (kept?.kind === "refused") fault = faultIn(kept.fault, inner, at);
    return inner;
  });
  return fault;
}

/** With the place of the resource that carries it. */
function faultIn({ kind, path }: FieldFault, { resourceType }: FhirResource, at: string): Items {
  return { kind: "refused", fault: { kind, path: at + path.slice(resourceType.length) } };
}
