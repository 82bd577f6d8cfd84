import { expect, test } from "vitest";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ProposedChange } from "../../custody/chart/index.ts";
import { measureFault } from "./measure-fault.ts";
import { movementFault } from "./movement-fault.ts";
import { sensationFault } from "./sensation-fault.ts";
import { therapyObservationRule } from "./observation-rule.ts";

function measure(id: string, value: number | undefined, code: string, items: readonly number[] = []): FhirResource {
  const component = items.map((valueInteger, at) => ({
    code: { coding: [{ system: "urn:wardbook:outcome-measure-item", code: `${id}-${at + 1}` }] },
    valueInteger,
  }));
  return {
    resourceType: "Observation",
    status: "final",
    code: { coding: [{ system: "urn:wardbook:outcome-measure", code: id }] },
    ...(value === undefined ? {} : { valueQuantity: { value, code, system: "http://unitsofmeasure.org" } }),
    ...(component.length === 0 ? {} : { component }),
  };
}

test("a measure keeps to its scale and its unit, and its score follows from its items", () => {
  const path = (resource: FhirResource) => measureFault(resource)?.path;
  expect(path(measure("pain-nrs", 7, "{score}"))).toBeUndefined();
  expect(path(measure("pain-nrs", 11, "{score}"))).toBe("Observation.valueQuantity.value");
  expect(path(measure("tug", 12, "min"))).toBe("Observation.valueQuantity.code");
  expect(path(measure("pain-nrs", undefined, ""))).toBe("Observation.valueQuantity");
  expect(path(measure("made-up", 1, "{score}"))).toBe("Observation.code");
  const sections = [1, 2, 1, 2, 1, 2, 1, 2, 2, 2];
  expect(path(measure("odi", 32, "%", sections))).toBeUndefined();
  expect(path(measure("odi", 31, "%", sections))).toBe("Observation.valueQuantity.value");
  expect(path(measure("odi", 32, "%", [...sections.slice(1), 6]))).toBe("Observation.component");
});

test("a joint's movement keeps to what a goniometer shows, and strength to its grades", () => {
  const moved = (id: string, code: string, value: object): FhirResource => ({
    resourceType: "Observation",
    code: { coding: [{ system: "urn:wardbook:joint-movement", code: id }] },
    component: [{ code: { coding: [{ system: "urn:wardbook:joint-movement-part", code }] }, ...value }],
  });
  const path = (...parts: Parameters<typeof moved>) => movementFault(moved(...parts))?.path;
  const degrees = (value: number, code = "deg") => ({ valueQuantity: { value, code } });
  expect(path("knee-flexion", "active", degrees(110))).toBeUndefined();
  expect(path("knee-flexion", "strength", { valueInteger: 4 })).toBeUndefined();
  expect(path("knee-flexion", "active", degrees(300))).toBe("Observation.component[0]");
  expect(path("knee-flexion", "passive", degrees(1, "rad"))).toBe("Observation.component[0]");
  expect(path("knee-flexion", "strength", { valueInteger: 6 })).toBe("Observation.component[0]");
  expect(path("ear-flexion", "active", degrees(10))).toBe("Observation.code");
});

test("what is felt is felt at a place of the drawing, and as strong as the scale goes", () => {
  const felt = (code: string, region: string, valueInteger: number): FhirResource => ({
    resourceType: "Observation",
    code: { coding: [{ system: "urn:wardbook:sensation", code }] },
    bodySite: { coding: [{ system: "urn:wardbook:body-region", code: region }] },
    valueInteger,
  });
  const path = (...parts: Parameters<typeof felt>) => sensationFault(felt(...parts))?.path;
  expect(path("pain", "front-left-knee", 7)).toBeUndefined();
  expect(path("itch", "front-left-knee", 7)).toBe("Observation.code");
  expect(path("pain", "front-third-knee", 7)).toBe("Observation.bodySite");
  expect([path("pain", "back-belly", 0), path("pain", "back-belly", 11)]).toEqual([
    "Observation.valueInteger",
    "Observation.valueInteger",
  ]);
});

test("what another system measured, and what was a mistake, is nobody's to judge", async () => {
  const pulse: FhirResource = { resourceType: "Observation", code: { coding: [{ system: "http://loinc.org" }] } };
  expect(measureFault(pulse)).toBeUndefined();
  expect(measureFault({ ...measure("pain-nrs", 99, "{score}"), status: "entered-in-error" })).toBeUndefined();
  const change = (action: ProposedChange["action"]) =>
    ({ action, next: measure("pain-nrs", 99, "{score}") }) as ProposedChange;
  await expect(therapyObservationRule(change("import"))).resolves.toEqual({});
  await expect(therapyObservationRule(change("create"))).rejects.toMatchObject({ code: "chart/against-rule" });
});
