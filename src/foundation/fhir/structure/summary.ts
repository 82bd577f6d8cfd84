import { isJsonArray, isJsonObject } from "../json-object.ts";
import type { FhirResource, JsonObject, JsonValue } from "../types.ts";
import { type ElementRule, findNode, type Node, nodeNamed } from "./nodes.ts";

/**
 * The parts of a resource that a search may ask for. `_summary=count` asks for no resources, and `_summary=false` for all
 * of each, so neither comes here. Source: http://hl7.org/fhir/R4/search.html#summary
 */
export type SummaryMode =
  | { readonly kind: "true" }
  | { readonly kind: "text" }
  | { readonly kind: "data" }
  /** `_elements`: names of elements at the top ("status", "value" for every type of value[x]). */
  | { readonly kind: "elements"; readonly elements: ReadonlySet<string> };

const subsetted = { system: "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", code: "SUBSETTED" };
const always = new Set(["resourceType", "id", "meta"]);

/**
 * A part of the resource, tagged SUBSETTED so that nobody stores it back over the whole. What a subset keeps besides what
 * was asked for: id, meta, required elements, and modifiers, without which the rest could mean something else.
 */
export function summarize(resource: FhirResource, mode: SummaryMode): FhirResource {
  const node = findNode(resource.resourceType);
  if (node === undefined) return resource;
  const kept: Record<string, JsonValue | undefined> = {};
  for (const [property, value] of Object.entries(resource)) {
    const rule = ruleOf(property, node);
    if (always.has(property) || (rule !== undefined && keepsAtTop(rule, mode))) {
      kept[property] =
        mode.kind === "true" && rule !== undefined && value !== undefined ? inSummary(value, rule) : value;
    }
  }
  return { ...kept, resourceType: resource.resourceType, meta: tagged(resource.meta) };
}

function keepsAtTop(rule: ElementRule, mode: SummaryMode): boolean {
  switch (mode.kind) {
    case "true":
      return rule.inSummary || keepsMeaning(rule);
    case "text":
      return rule.element === "text" || keepsMeaning(rule);
    case "data":
      return rule.element !== "text";
    case "elements":
      return mode.elements.has(rule.element) || keepsMeaning(rule);
  }
}

function keepsMeaning(rule: ElementRule): boolean {
  return rule.isRequired || rule.isModifier;
}

function inSummary(value: JsonValue, rule: ElementRule): JsonValue {
  if (rule.content.kind !== "complex" || rule.content.node === "Extension") return value;
  const node = nodeNamed(rule.content.node);
  if (isJsonArray(value)) return value.map((item) => (isJsonObject(item) ? objectInSummary(item, node) : item));
  return isJsonObject(value) ? objectInSummary(value, node) : value;
}

function objectInSummary(value: JsonObject, node: Node): JsonObject {
  const kept = Object.entries(value).flatMap(([property, child]): [string, JsonValue][] => {
    const rule = ruleOf(property, node);
    if (rule === undefined || child === undefined || !(rule.inSummary || keepsMeaning(rule))) return [];
    return [[property, property === rule.property ? inSummary(child, rule) : child]];
  });
  // Nothing of the element is for summaries: an empty object would be no FHIR, so it stays whole.
  return kept.length === 0 ? value : Object.fromEntries(kept);
}

function ruleOf(property: string, node: Node): ElementRule | undefined {
  return node.rules.get(property) ?? node.primitiveExtensions.get(property);
}

function tagged(meta: FhirResource["meta"]): FhirResource["meta"] {
  const tags = isJsonArray(meta?.["tag"]) ? meta["tag"] : [];
  const isTagged = tags.some(
    (tag) => isJsonObject(tag) && tag["code"] === subsetted.code && tag["system"] === subsetted.system,
  );
  return isTagged ? meta : { ...meta, tag: [...tags, subsetted] };
}
