import { describe, expect, it } from "vitest";
import type { FhirResource, JsonObject, JsonValue } from "../index.ts";
import { indexTerms } from "./index-terms.ts";
import { numberText } from "../raw-number.ts";
import { parametersOf } from "./parameter-table.ts";
import { parseSearch } from "./parse-search.ts";
import type { CompiledParameter } from "./search-parameter.ts";
import { sharedData, syntheticResources } from "./testing/shared-data.ts";

const folder = sharedData("synthea");
const escape = (text: string) => text.replace(/[\\,|$]/g, "\\$&");
const textOf = (value: JsonValue | undefined) => (typeof value === "string" ? [escape(value)] : []);

/** Values that a search for this very element would ask, written from the element's JSON alone. */
function askedFor(value: JsonValue, datatype: string, type: CompiledParameter["type"]): readonly string[] {
  const object = value as JsonObject;
  switch (datatype) {
    case "CodeableConcept":
      return ((object["coding"] ?? []) as readonly JsonObject[]).flatMap((coding) => askedFor(coding, "Coding", type));
    case "Coding":
      return [...textOf(object["code"]), `${textOf(object["system"]).join()}|${textOf(object["code"]).join()}`];
    case "Identifier":
      return [...textOf(object["value"]), `${textOf(object["system"]).join()}|${textOf(object["value"]).join()}`];
    case "ContactPoint":
      return textOf(object["value"]);
    case "Reference":
      // A contained resource has no identity outside its container, so no search can name it.
      return textOf(object["reference"]).filter((text) => !text.startsWith("#"));
    case "HumanName":
      return [
        ...textOf(object["family"]),
        `${String((object["given"] as readonly string[])[0])} ${String(object["family"])}`,
      ];
    case "Address":
      return [
        ...textOf(object["city"]),
        ...textOf(object["state"]),
        ...textOf((object["line"] as readonly string[] | undefined)?.[0]),
      ];
    case "Period":
      return [
        `ge${String(object["start"])}`,
        `ap${String(object["start"])}`,
        ...(object["end"] === undefined ? [] : [`le${String(object["end"])}`]),
      ];
    case "Quantity":
      return object["code"] === undefined
        ? [`${numberText(object["value"])}`]
        : [
            `${numberText(object["value"])}|${String(object["system"])}|${String(object["code"])}`,
            `ge${numberText(object["value"])}||${String(object["unit"])}`,
          ];
    case "Money":
      return [`${numberText(object["value"])}||${String(object["currency"])}`];
    case "boolean":
      return [String(value)];
    case "Timing":
      return [];
    default:
      return type === "number" ? [numberText(value) ?? ""] : textOf(value);
  }
}

describe.skipIf(folder === undefined)("synthetic records", () => {
  const resources = folder === undefined ? [] : [...syntheticResources(folder)];

  it("are found, by clause and by match, through every parameter with a value they hold", () => {
    const asked = new Map<string, number>();
    for (const resource of resources) {
      const terms = new Set(indexTerms(resource));
      for (const parameter of parametersOf(resource.resourceType).parameters.values()) {
        if (parameter.code === "_id" || parameter.code === "_lastUpdated") continue;
        for (const [place, value] of parameter.alternatives.flatMap((one) =>
          one.values(resource).map((found) => [one, found] as const),
        )) {
          for (const text of askedFor(value, place.datatype, parameter.type)) {
            expectFound({ resource, terms, code: parameter.code, text });
            const name = `${resource.resourceType}.${parameter.code}`;
            asked.set(name, (asked.get(name) ?? 0) + 1);
          }
        }
      }
    }
    const missed = [
      "Patient.identifier",
      "Patient.family",
      "Patient.name",
      "Patient.birthdate",
      "Patient.address-city",
      "Patient.phone",
      "Observation.code",
      "Observation.combo-code",
      "Observation.component-value-quantity",
      "Observation.patient",
      "Observation.date",
      "Observation.value-concept",
      "Encounter.date",
      "Encounter.class",
      "Encounter.participant",
      "Condition.onset-date",
      "Condition.clinical-status",
      "MedicationRequest.code",
      "Procedure.date",
      "Immunization.vaccine-code",
      "Claim.created",
      "DiagnosticReport.result",
      "CarePlan.category",
      "Organization.name",
      "Practitioner.active",
    ].filter((name) => !asked.has(name));
    expect(missed).toEqual([]);
  });

  it("cost a small observation 12 to 16 terms", () => {
    const counts = resources
      .filter((resource) => resource.resourceType === "Observation" && resource["valueQuantity"] !== undefined)
      .map((resource) => indexTerms(resource).length);
    expect(counts.length).toBeGreaterThan(100);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(12);
    expect(Math.max(...counts)).toBeLessThanOrEqual(16);
  });
});

function expectFound(found: { resource: FhirResource; terms: ReadonlySet<string>; code: string; text: string }): void {
  const { resource, terms, code, text } = found;
  const [filter] = parseSearch(resource.resourceType, [[code, text]]).filters;
  const isFound = filter?.matches(resource) === true && (filter.clause?.some((term) => terms.has(term)) ?? true);
  // Asserted only on failure: two million assertions would take longer than the searches.
  if (!isFound)
    expect.fail(
      `${resource.resourceType}?${code}=${text} (clause ${filter?.clause?.length}, match ${filter?.matches(resource)})`,
    );
}
