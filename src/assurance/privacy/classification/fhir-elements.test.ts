import { describe, expect, test } from "vitest";
import { type ElementRule, findNode, resourceTypes } from "../../../foundation/fhir/index.ts";
import { classOfElement } from "./class-of-element.ts";
import { elements, walkedTypes, wholeTypes } from "./fhir-elements.ts";

/** Every element that a resource of any type can have, by node and property. */
function everyElement(): ReadonlyMap<string, { readonly node: string; readonly rule: ElementRule }> {
  const found = new Map<string, { readonly node: string; readonly rule: ElementRule }>();
  const seen = new Set<string>();
  const walk = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const rule of findNode(name)?.rules.values() ?? []) {
      found.set(`${name}.${rule.property}`, { node: name, rule });
      if (rule.content.kind === "complex") walk(rule.content.node);
    }
  };
  for (const type of resourceTypes) walk(type);
  return found;
}

describe("the table of elements", () => {
  const all = everyElement();

  test("has a class for each element of R4, and names none that R4 doesn't have", () => {
    expect(all.size).toBeGreaterThan(6_000);
    const without = [...all.values()].filter(({ node, rule }) => classOfElement(node, rule) === undefined);
    expect(without.map(({ node, rule }) => `${node}.${rule.property}`)).toEqual([]);
    expect(Object.keys(elements).filter((place) => !all.has(place))).toEqual([]);
    expect([...Object.keys(wholeTypes), ...walkedTypes].filter((name) => findNode(name) === undefined)).toEqual([]);
  });

  test("keeps no string, link or picture as it is but those listed here", () => {
    const kept = [...all]
      .filter(([, { node, rule }]) => {
        const { content } = rule;
        const isFree =
          content.kind === "xhtml" ||
          (content.kind === "primitive" &&
            !/^(?:boolean|code|integer|unsignedInt|positiveInt|decimal|time)$/.test(content.type));
        return isFree && classOfElement(node, rule)?.treatment === "keep";
      })
      .map(([place]) => place);
    expect(kept.toSorted()).toEqual(["Extension.url"]);
  });

  test("knows nothing of an element that R4 gains later: it would be dropped", () => {
    const rule = findNode("Patient")?.rules.get("birthDate");
    expect(rule).toBeDefined();
    if (rule === undefined) return;
    const nickname: ElementRule = {
      ...rule,
      property: "nickname",
      content: { kind: "primitive", type: "string", codes: undefined },
    };
    expect(classOfElement("Patient", nickname)).toBeUndefined();
    expect(classOfElement("Patient", rule)).toEqual({ class: "identifying", treatment: "date" });
  });
});
