import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isJsonArray, isJsonObject } from "../json-object.ts";
import { resourceTypes } from "../resource-types.ts";
import type { FhirResource, JsonObject, JsonValue } from "../types.ts";
import { subjectPatientOf } from "./compartment.ts";
import { findNode, type Node, nodeNamed } from "./nodes.ts";
import { referencesIn, rewriteReferences } from "./references.ts";
import { samples } from "./samples.ts";
import { summarize } from "./summary.ts";
import { validateResource } from "./validate.ts";

/** Every object of R4's making inside a resource, with its rules and its place. */
type Site = { readonly path: string; readonly node: Node; readonly steps: readonly (string | number)[] };

function sites(value: JsonObject, node: Node, path: string, steps: readonly (string | number)[]): readonly Site[] {
  const own = [{ path, node, steps }];
  return own.concat(
    Object.entries(value).flatMap(([property, child]) => {
      const content = node.rules.get(property)?.content;
      const children = isJsonArray(child)
        ? child.map((item, index) => ({ item, step: [index] }))
        : [{ item: child, step: [] }];
      return children.flatMap(({ item, step }) => {
        if (!isJsonObject(item)) return [];
        const inner =
          content?.kind === "resource"
            ? findNode(String(item["resourceType"]))
            : content?.kind === "complex"
              ? nodeNamed(content.node)
              : undefined;
        const place = `${path}.${property}${step.map((index) => `[${index}]`).join("")}`;
        return inner === undefined ? [] : sites(item, inner, place, [...steps, property, ...step]);
      });
    }),
  );
}

const allSites = samples.flatMap((sample) =>
  sites(sample as JsonObject, nodeNamed(sample.resourceType), sample.resourceType, []).map((site) => ({
    sample: sample as JsonValue,
    site,
  })),
);
const anySite = fc.constantFrom(...allSites);

function changed(
  value: JsonValue,
  steps: readonly (string | number)[],
  change: (object: Record<string, JsonValue | undefined>) => void,
): JsonValue {
  const copy = structuredClone(value) as Record<string | number, unknown>;
  let at: unknown = copy;
  for (const step of steps) at = (at as Record<string | number, unknown>)[step];
  change(at as Record<string, JsonValue | undefined>);
  return copy as JsonValue;
}

const found = (value: JsonValue) =>
  validateResource(value).map((issue) => `${issue.details} ${issue.expression ?? "-"}`);
const name = fc.stringMatching(/^[a-z][A-Za-z]{0,15}$/);
const odd: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.jsonValue() as fc.Arbitrary<JsonValue>,
  fc.constantFrom<JsonValue>(
    null,
    "",
    [],
    {},
    [null],
    [[]],
    -0,
    "__proto__",
    { id: "x" },
    { resourceType: "Patient" },
    JSON.parse('{"__proto__":{"a":1}}') as JsonValue,
  ),
);

describe("structural validation under mutation", () => {
  test("always finds an added property", () => {
    fc.assert(
      fc.property(anySite, name, odd, ({ sample, site }, property, value) => {
        fc.pre(!site.node.rules.has(property) && property !== "resourceType");
        expect(found(changed(sample, site.steps, (object) => void (object[property] = value)))).toContain(
          `fhir/unknown-property ${site.path}.${property}`,
        );
      }),
      { numRuns: 400 },
    );
  });

  test("always finds a deleted required element", () => {
    const required = allSites.flatMap(({ sample, site }) =>
      site.node.required.map((requirement) => ({ sample, site, requirement })),
    );
    expect(required.length).toBeGreaterThan(40);
    for (const { sample, site, requirement } of required) {
      const without = changed(sample, site.steps, (object) => {
        for (const property of requirement.properties) delete object[property];
      });
      expect(found(without)).toContain(`fhir/missing-property ${site.path}.${requirement.element}`);
    }
  });

  test("always finds an array made single and a single made an array", () => {
    for (const { sample, site } of allSites) {
      for (const rule of site.node.rules.values()) {
        const mutated = changed(sample, site.steps, (object) => {
          const value = object[rule.property];
          if (value !== undefined) object[rule.property] = isJsonArray(value) ? (value[0] ?? null) : [value];
        });
        if (JSON.stringify(mutated) === JSON.stringify(sample)) continue;
        expect(found(mutated)).toContain(
          `${rule.repeats ? "fhir/not-an-array" : "fhir/not-repeatable"} ${site.path}.${rule.property}`,
        );
      }
    }
  });

  test("never throws, on mutated resources and on any JSON, and neither do the readers", () => {
    const readAll = (value: JsonValue) => {
      expect(validateResource(value).length).toBeLessThanOrEqual(50);
      if (!isJsonObject(value) || typeof value["resourceType"] !== "string") return;
      const resource = value as FhirResource;
      referencesIn(resource);
      rewriteReferences(resource, () => undefined);
      subjectPatientOf(resource);
      summarize(resource, { kind: "true" });
    };
    const anyRule = anySite.chain((found) =>
      fc.constantFrom(...found.site.node.rules.keys()).map((property) => ({ ...found, property })),
    );
    fc.assert(
      fc.property(anyRule, odd, ({ sample, site, property }, value) =>
        readAll(changed(sample, site.steps, (object) => void (object[property] = value))),
      ),
      { numRuns: 1_500 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...resourceTypes), fc.dictionary(name, odd), odd, (resourceType, content, extra) => {
        readAll({ ...content, resourceType });
        readAll({ resourceType, text: extra, contained: extra, extension: extra, meta: extra });
        readAll(extra);
      }),
      { numRuns: 500 },
    );
  });
});
