import { describe, expect, test } from "vitest";
import { parseResourceText } from "../parse-json.ts";
import type { FhirResource, JsonValue } from "../types.ts";
import { anObservation, aPatient, samples } from "./samples.ts";
import { type SummaryMode, summarize } from "./summary.ts";
import { validateResource } from "./validate.ts";

const patient = aPatient as FhirResource;
const names = (resource: FhirResource) => Object.keys(resource).sort();
const elements = (...list: string[]): SummaryMode => ({ kind: "elements", elements: new Set(list) });
const subsetted = { system: "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", code: "SUBSETTED" };

describe("a part of a resource", () => {
  test("in summary: the elements that R4 marks, also inside elements", () => {
    const summary = summarize(patient, { kind: "true" });
    expect(names(summary)).toEqual([
      "_birthDate",
      "active",
      "birthDate",
      "deceasedBoolean",
      "gender",
      "id",
      "identifier",
      "link",
      "meta",
      "name",
      "resourceType",
      "telecom",
    ]);
    const observation = summarize(anObservation as FhirResource, { kind: "true" });
    expect(names(observation)).not.toContain("category");
    expect((observation["component"] as { referenceRange?: JsonValue }[])[0]).not.toHaveProperty("referenceRange");
    expect((observation["component"] as { valueQuantity?: JsonValue }[])[0]?.valueQuantity).toEqual(
      anObservation.component[0]?.valueQuantity,
    );
  });

  test("as text: narrative, id, meta and what is required or modifies", () => {
    expect(names(summarize(patient, { kind: "text" }))).toEqual([
      "active",
      "deceasedBoolean",
      "id",
      "link",
      "meta",
      "resourceType",
      "text",
    ]);
    expect(names(summarize(anObservation as FhirResource, { kind: "text" }))).toEqual([
      "code",
      "id",
      "meta",
      "resourceType",
      "status",
    ]);
  });

  test("as data: everything but narrative", () => {
    const { text: _, ...rest } = patient;
    expect(names(summarize(patient, { kind: "data" }))).toEqual(names(rest as FhirResource));
  });

  test("by elements: those asked for, with a primitive's extensions and a choice's types", () => {
    expect(names(summarize(patient, elements("birthDate", "deceased")))).toEqual([
      "_birthDate",
      "active",
      "birthDate",
      "deceasedBoolean",
      "id",
      "link",
      "meta",
      "resourceType",
    ]);
    expect(names(summarize(anObservation as FhirResource, elements("effective", "nonsense")))).toEqual([
      "code",
      "effectiveDateTime",
      "id",
      "meta",
      "resourceType",
      "status",
    ]);
  });

  test("is tagged SUBSETTED once, beside other tags", () => {
    const tag = [{ system: "http://example.org", code: "x" }];
    const once = summarize({ ...patient, meta: { ...patient.meta, tag } }, { kind: "data" });
    expect(once.meta).toEqual({ ...aPatient.meta, tag: [...tag, subsetted] });
    expect(summarize(once, { kind: "true" }).meta).toEqual(once.meta);
    expect(summarize({ resourceType: "Basic", code: { text: "x" } }, { kind: "true" }).meta).toEqual({
      tag: [subsetted],
    });
  });

  test("is well-formed, keeps digits and leaves the original alone", () => {
    const before = JSON.stringify(samples);
    for (const sample of samples) {
      for (const mode of [{ kind: "true" }, { kind: "data" }, { kind: "text" }, elements("code")] as const) {
        const part = summarize(sample as FhirResource, mode);
        const issues = validateResource(part).filter((issue) => issue.details !== "fhir/unresolved-local-reference");
        expect(issues).toEqual([]);
      }
    }
    expect(JSON.stringify(samples)).toBe(before);
    const text = '{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.50}}';
    expect(JSON.stringify(summarize(parseResourceText(text) as FhirResource, { kind: "true" }))).toContain(
      '"value":1.50',
    );
  });
});
