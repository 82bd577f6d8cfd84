import { type ElementRule, findNode, jsonTypeName, type Node } from "./nodes.ts";

/** What stands at a place in a type. */
export type ElementType = {
  /** FHIR types it may have, several for a choice; "BackboneElement" for one that R4 defines in place. */
  readonly types: readonly string[];
  /** Whether it, or an element on the way to it, repeats. */
  readonly repeats: boolean;
};

/**
 * The type of an element, for reading paths that come from definitions.
 * @param type a resource or data type ("Observation")
 * @param path properties below it: "component.code"; "value", "value[x]" (every type) and "valueQuantity" (that one)
 * @returns undefined when R4 has no such element
 */
export function elementType(type: string, path: string): ElementType | undefined {
  let node = findNode(type);
  let found: ElementType | undefined;
  for (const step of path.split(".")) {
    const rules = node === undefined ? [] : rulesNamed(step, node);
    if (rules.length === 0) return undefined;
    found = { types: rules.map(typeName), repeats: found?.repeats === true || rules.some((rule) => rule.repeats) };
    const content = rules.length === 1 ? rules[0]?.content : undefined;
    node = content?.kind === "complex" ? findNode(content.node) : undefined;
  }
  return found;
}

function rulesNamed(step: string, node: Node): readonly ElementRule[] {
  const name = step.endsWith("[x]") ? step.slice(0, -3) : step;
  const exact = node.rules.get(name);
  return exact === undefined ? [...node.rules.values()].filter((rule) => rule.element === name) : [exact];
}

function typeName({ content }: ElementRule): string {
  switch (content.kind) {
    case "primitive":
      return content.type;
    case "complex":
      return content.node.includes(".") ? "BackboneElement" : jsonTypeName(content.node);
    case "xhtml":
      return "xhtml";
    case "resource":
      return "Resource";
  }
}
