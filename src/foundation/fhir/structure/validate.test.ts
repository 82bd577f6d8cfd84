import { describe, expect, test } from "vitest";
import { parseResourceText } from "../parse-json.ts";
import { resourceTypes } from "../resource-types.ts";
import type { JsonValue } from "../types.ts";
import { findNode } from "./nodes.ts";
import { aBundle, anObservation, aPatient, samples } from "./samples.ts";
import { validateResource } from "./validate.ts";

/** The issues as "code place". */
const found = (value: JsonValue) =>
  validateResource(value).map((issue) => `${issue.details} ${issue.expression ?? "-"}`);
const patient = (change: Record<string, JsonValue>) => found({ ...aPatient, ...change });
const observation = (change: Record<string, JsonValue>) => found({ ...anObservation, ...change });

describe("structural validation", () => {
  test("finds nothing in well-formed resources", () => {
    for (const sample of samples) expect(validateResource(sample as JsonValue)).toEqual([]);
  });

  test("takes a text where R4 allows a reference to somebody or their name", () => {
    const note = (author: Record<string, JsonValue>) => observation({ note: [{ ...author, text: "Seen at home." }] });
    expect(note({ authorString: "Tom Birch" })).toEqual([]);
    expect(note({ authorReference: { reference: "Location/1" } })).toEqual([
      "fhir/wrong-target Observation.note[0].authorReference.reference",
    ]);
  });

  test("refuses what is no resource of R4", () => {
    expect(found(null)).toEqual(["fhir/not-an-object -"]);
    expect(found([])).toEqual(["fhir/not-an-object -"]);
    expect(found("x")).toEqual(["fhir/not-an-object -"]);
    expect(found({})).toEqual(["fhir/missing-property Resource.resourceType"]);
    expect(found({ resourceType: "Teapot" })).toEqual(["fhir/unknown-resource-type Resource.resourceType"]);
    expect(found({ resourceType: "DomainResource" })).toEqual(["fhir/unknown-resource-type Resource.resourceType"]);
    expect(found({ resourceType: 5 })).toEqual(["fhir/unknown-resource-type Resource.resourceType"]);
  });

  test("refuses unknown properties with their place, also nested, and doesn't repeat a malformed name", () => {
    expect(patient({ favouriteColour: "blue" })).toEqual(["fhir/unknown-property Patient.favouriteColour"]);
    expect(patient({ name: [{ family: "x", nickname: "y" }] })).toEqual([
      "fhir/unknown-property Patient.name[0].nickname",
    ]);
    expect(patient({ "Ivy Marsh, 555-0100": 1 })).toEqual(["fhir/unknown-property Patient"]);
    expect(patient({ ...(JSON.parse('{"__proto__":{"x":1}}') as object), constructor: 1 })).toContain(
      "fhir/unknown-property Patient.constructor",
    );
    expect(patient({ meta: { project: "x" } })).toEqual(["fhir/unknown-property Patient.meta.project"]);
  });

  test("refuses a repeated element outside an array and an array where nothing repeats", () => {
    expect(patient({ name: { family: "x" } })).toEqual(["fhir/not-an-array Patient.name"]);
    expect(patient({ gender: ["female"] })).toEqual(["fhir/not-repeatable Patient.gender"]);
    expect(observation({ code: [{ text: "x" }] })).toEqual(["fhir/not-repeatable Observation.code"]);
  });

  test("misses required elements, and takes a primitive's extension for its value", () => {
    expect(found({ resourceType: "Observation" })).toEqual([
      "fhir/missing-property Observation.status",
      "fhir/missing-property Observation.code",
    ]);
    const absent = {
      extension: [{ url: "http://hl7.org/fhir/StructureDefinition/data-absent-reason", valueCode: "unknown" }],
    };
    expect(found({ resourceType: "Observation", _status: absent, code: { text: "x" } })).toEqual([]);
    expect(observation({ component: [{ valueString: "x" }] })).toEqual([
      "fhir/missing-property Observation.component[0].code",
    ]);
    expect(
      found({ resourceType: "MedicationRequest", status: "active", intent: "order", subject: { display: "x" } }),
    ).toEqual(["fhir/missing-property MedicationRequest.medication"]);
  });

  test("allows one type of a choice, and only R4's types", () => {
    expect(observation({ valueString: "x", valueInteger: 1 })).toEqual([
      "fhir/choice-conflict Observation.valueInteger",
    ]);
    expect(
      observation({ valueString: "x", _valueString: { id: "a", extension: [{ url: "u", valueCode: "c" }] } }),
    ).toEqual([]);
    expect(observation({ valueDecimal: 1 })).toEqual(["fhir/unknown-property Observation.valueDecimal"]);
    expect(observation({ value: 1 })).toEqual(["fhir/unknown-property Observation.value"]);
  });

  test("refuses emptiness: no null, no empty text, array or object", () => {
    expect(patient({ name: [] })).toEqual(["fhir/empty Patient.name"]);
    expect(patient({ name: [{}] })).toEqual(["fhir/empty Patient.name[0]"]);
    expect(patient({ name: [{ id: "only" }] })).toEqual(["fhir/empty Patient.name[0]"]);
    expect(patient({ name: [null] })).toEqual(["fhir/not-an-object Patient.name[0]"]);
    expect(patient({ name: [{ given: [null] }] })).toEqual(["fhir/empty Patient.name[0].given[0]"]);
    expect(patient({ name: [{ given: ["a", null], _given: [{ id: "x" }, null] }] })).toContain(
      "fhir/empty Patient.name[0].given[1]",
    );
    expect(patient({ gender: null })).toEqual(["fhir/empty Patient.gender"]);
    expect(patient({ name: [{ family: "" }] })).toEqual(["fhir/empty Patient.name[0].family"]);
    expect(patient({ _birthDate: {} })).toEqual(["fhir/empty Patient._birthDate"]);
    expect(patient({ maritalStatus: null })).toEqual(["fhir/not-an-object Patient.maritalStatus"]);
  });

  test("requires the codes that R4 requires", () => {
    expect(patient({ gender: "woman" })).toEqual(["fhir/unknown-code Patient.gender"]);
    expect(patient({ gender: "Female" })).toEqual(["fhir/unknown-code Patient.gender"]);
    expect(observation({ status: "finished" })).toEqual(["fhir/unknown-code Observation.status"]);
    expect(patient({ language: "nl-BE" })).toEqual([]);
  });

  test("checks primitives wherever they stand", () => {
    expect(patient({ birthDate: "1949-02-29" })).toEqual(["fhir/malformed-value Patient.birthDate"]);
    expect(patient({ active: "true" })).toEqual(["fhir/malformed-value Patient.active"]);
    expect(patient({ telecom: [{ rank: 0 }] })).toEqual(["fhir/malformed-value Patient.telecom[0].rank"]);
    expect(patient({ id: "not an id" })).toEqual(["fhir/malformed-value Patient.id"]);
    expect(found(parseResourceText('{"resourceType":"Patient","multipleBirthInteger":2.0}'))).toEqual([
      "fhir/malformed-value Patient.multipleBirthInteger",
    ]);
    const text = '{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.50}}';
    expect(found(parseResourceText(text))).toEqual([]);
    expect(found(parseResourceText('{"resourceType":"Observation","status":"final","code":1.50}'))).toEqual([
      "fhir/not-an-object Observation.code",
    ]);
  });

  test("wants an extension's url, and either a value or extensions", () => {
    expect(patient({ extension: [{ valueString: "x" }] })).toEqual(["fhir/missing-property Patient.extension[0].url"]);
    expect(patient({ extension: [{ url: "u" }] })).toEqual(["fhir/extension-content Patient.extension[0]"]);
    expect(patient({ extension: [{ url: "u", valueString: "x", extension: [{ url: "v", valueCode: "y" }] }] })).toEqual(
      ["fhir/extension-content Patient.extension[0]"],
    );
  });

  test("keeps contained resources plain: an id, no nesting, no version, all valid", () => {
    const contained = (inner: JsonValue) => patient({ contained: [inner] });
    expect(contained({ resourceType: "Device" })).toEqual(["fhir/contained-resource Patient.contained[0].id"]);
    expect(contained({ resourceType: "Device", id: "a", meta: { versionId: "1" } })).toEqual([
      "fhir/contained-resource Patient.contained[0].meta.versionId",
    ]);
    expect(contained({ resourceType: "Device", id: "a", contained: [{ resourceType: "Device", id: "b" }] })).toEqual([
      "fhir/contained-resource Patient.contained[0].contained",
    ]);
    expect(contained({ resourceType: "Device", id: "a", colour: "x" })).toEqual([
      "fhir/unknown-property Patient.contained[0].colour",
    ]);
    expect(contained({ id: "a" })).toEqual(["fhir/missing-property Patient.contained[0].resourceType"]);
    expect(observation({ device: { reference: "#gone" } })).toEqual([
      "fhir/unresolved-local-reference Observation.device",
    ]);
    expect(patient({ contained: [{ resourceType: "Device", id: "a", patient: { reference: "#" } }] })).toEqual([]);
  });

  test("gives each entry of a bundle its own contained resources and names the entry", () => {
    const lost = { ...anObservation, contained: [{ resourceType: "Device", id: "other" }] };
    expect(found({ ...aBundle, entry: [{ resource: anObservation }, { resource: lost }] } as JsonValue)).toEqual([
      "fhir/unresolved-local-reference Bundle.entry[1].resource.device",
    ]);
    expect(
      found({ ...aBundle, entry: [{ resource: { resourceType: "Observation", status: "final" } }] } as JsonValue),
    ).toEqual(["fhir/missing-property Bundle.entry[0].resource.code"]);
  });

  test("refuses a comparator where R4 allows only a simple quantity", () => {
    expect(observation({ referenceRange: [{ low: { value: 3, comparator: "<" } }] })).toEqual([
      "fhir/unknown-property Observation.referenceRange[0].low.comparator",
    ]);
  });

  test("lets a reference name only the types that R4 lists for it", () => {
    expect(observation({ subject: { reference: "Practitioner/p" } })).toEqual([
      "fhir/wrong-target Observation.subject.reference",
    ]);
    expect(observation({ subject: { reference: "https://example.org/fhir/Practitioner/p" } })).toEqual([
      "fhir/wrong-target Observation.subject.reference",
    ]);
    expect(observation({ subject: { reference: "Practitioner?name=x" } })).toEqual([
      "fhir/wrong-target Observation.subject.reference",
    ]);
    for (const reference of ["Group/g", "urn:uuid:c757873d-ec9a-4326-a141-556f43239520", "https://example.org/x"]) {
      expect(observation({ subject: { reference } })).toEqual([]);
    }
    expect(observation({ focus: [{ reference: "Practitioner/p" }] })).toEqual([]);
    expect(
      found({
        resourceType: "MedicationRequest",
        status: "active",
        intent: "order",
        subject: { display: "x" },
        medicationReference: { reference: "Patient/p" },
      }),
    ).toEqual(["fhir/wrong-target MedicationRequest.medicationReference.reference"]);
  });

  test("stops at 50 issues and at any depth", () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`unknown${index}`, 1]));
    expect(found({ resourceType: "Patient", ...many })).toHaveLength(50);
    let item: JsonValue = { linkId: "deepest" };
    for (let depth = 0; depth < 20_000; depth += 1) item = { linkId: "1", item: [item] };
    const deep = { resourceType: "QuestionnaireResponse", status: "completed", item: [item] };
    expect(found(deep).some((issue) => issue.startsWith("fhir/too-deep QuestionnaireResponse.item[0].item[0]"))).toBe(
      true,
    );
  });

  test("issues name no content", () => {
    const secret = "Ivy-Marsh-555";
    const spoiled = {
      ...aPatient,
      id: `${secret} `,
      gender: secret,
      birthDate: secret,
      active: secret,
      text: { status: secret, div: secret },
      [`${secret} `]: 1,
    };
    expect(validateResource(spoiled).length).toBeGreaterThan(5);
    expect(JSON.stringify(validateResource(spoiled))).not.toContain(secret);
  });

  test("has rules for every resource type, each with an id, and for no type of the source package's own", () => {
    for (const type of resourceTypes) expect(findNode(type)?.rules.get("id")?.content).toMatchObject({ type: "id" });
    for (const name of ["Project", "SubscriptionStatus", "MetadataResource"]) expect(findNode(name)).toBeUndefined();
  });
});
