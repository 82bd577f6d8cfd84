import { type ElementRule, findNode } from "../../../foundation/fhir/index.ts";
import type { ElementClass } from "./data-class.ts";
import { elements, everywhere, operationalTypes, primitives, walkedTypes, wholeTypes } from "./fhir-elements.ts";

const remembered = new Map<string, ElementClass | undefined>();

/**
 * What is known of an element. @param node the type or backbone element that has it ("Observation.component")
 * @returns undefined for what no rule names: that is dropped
 */
export function classOfElement(node: string, rule: ElementRule): ElementClass | undefined {
  const place = `${node}.${rule.property}`;
  if (remembered.has(place)) return remembered.get(place);
  const found = look(node, rule, place);
  remembered.set(place, found);
  return found;
}

function look(node: string, { property, content }: ElementRule, place: string): ElementClass | undefined {
  const whole = wholeClass(node);
  if (whole !== undefined) return whole;
  const own = elements[place];
  if (own !== undefined) return own;
  const general = isOfNode(node, property) ? everywhere[property] : undefined;
  if (general !== undefined) return general;
  switch (content.kind) {
    case "primitive": {
      const treatment = primitives[content.type];
      if (treatment === undefined) return undefined;
      if (treatment === "date") return { class: "identifying", treatment };
      if (treatment === "drop")
        return { class: content.type === "base64Binary" ? "identifying" : "operational", treatment };
      return { class: usualClass(node), treatment };
    }
    case "complex": {
      const data = wholeTypes[content.node];
      if (data !== undefined) return data;
      // A backbone element is what its parts are.
      const isWalked = content.node.includes(".") || walkedTypes.has(content.node);
      return isWalked ? { class: usualClass(node), treatment: "walk" } : undefined;
    }
    case "xhtml":
    case "resource":
      return undefined;
  }
}

/** "Binary", "Location.position" or any part of them. */
function wholeClass(node: string): ElementClass | undefined {
  for (let name = node; name !== ""; name = name.slice(0, Math.max(0, name.lastIndexOf(".")))) {
    const whole = wholeTypes[name];
    if (whole !== undefined) return whole;
  }
  return undefined;
}

/** `text` is a narrative on a resource, and something else on a questionnaire's item. */
function isOfNode(node: string, property: string): boolean {
  if (property !== "text") return true;
  const content = findNode(node)?.rules.get("text")?.content;
  return content?.kind === "complex" && content.node === "Narrative" && !node.includes(".");
}

function usualClass(node: string): "operational" | "clinical" | "sensitive" {
  const [type = node] = node.split(".");
  if (type === "Consent") return "sensitive";
  return operationalTypes.has(node) || operationalTypes.has(type) ? "operational" : "clinical";
}

/** What is known of a whole type; undefined where its elements differ. */
export function classOfType(type: string): ElementClass | undefined {
  return wholeTypes[type];
}
