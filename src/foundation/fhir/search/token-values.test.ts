import { describe, expect, it } from "vitest";
import { parseSearch } from "./parse-search.ts";
import { finds } from "./testing/find.ts";

const loinc = "http://loinc.org";
const observation = {
  resourceType: "Observation",
  status: "final",
  identifier: [{ system: "urn:lab", value: "AB|1" }],
  code: { coding: [{ system: loinc, code: "85354-9" }, { code: "local-BP" }] },
  component: [{ code: { coding: [{ system: loinc, code: "8480-6" }] } }],
};
const patient = {
  resourceType: "Patient",
  active: true,
  gender: "female",
  deceasedDateTime: "2020-01-01",
  telecom: [
    { system: "phone", value: "+44 (20) 7946-0018" },
    { system: "email", value: "Ada@Example.org" },
  ],
};

describe("token search", () => {
  it.each([
    ["code", "85354-9"],
    ["code", `${loinc}|85354-9`],
    ["code", "|local-bp"],
    ["code", "nothing,LOCAL-BP"],
    ["combo-code", "8480-6"],
    ["combo-code", `${loinc}|85354-9`],
    ["component-code", "8480-6"],
    ["status", "final"],
    ["identifier", "urn:lab|AB\\|1"],
    ["status", "http://hl7.org/fhir/observation-status|final"],
    ["code:not", "8480-6"],
    ["value-concept:missing", "true"],
    ["code:missing", "false"],
  ])("finds Observation?%s=%s", (name, value) => {
    expect(finds(observation, name, value)).toBe(true);
  });

  it.each([
    ["code", "8480-6"],
    ["code", "|85354-9"],
    ["code", "http://snomed.info/sct|85354-9"],
    ["component-code", "85354-9"],
    ["code", "85354"],
    ["status", "http://elsewhere|final"],
    ["code:not", "85354-9"],
    ["code:not", "x,local-BP"],
    ["code:missing", "true"],
    ["identifier", "AB"],
  ])("doesn't find Observation?%s=%s", (name, value) => {
    expect(finds(observation, name, value)).toBe(false);
  });

  it.each([
    ["phone", "+442079460018", true],
    ["phone", "+44 20 7946 0018", true],
    ["telecom", "ada@example.org", true],
    ["email", "ADA@example.org", true],
    ["phone", "ada@example.org", false],
    ["email", "+442079460018", false],
    ["telecom", "phone|+442079460018", true],
    ["telecom", "fax|+442079460018", false],
    ["deceased", "true", true],
    ["deceased", "false", false],
    ["active", "true", true],
    ["gender", "female", true],
    ["gender", "male", false],
  ])("answers Patient?%s=%s with %s", (name, value, found) => {
    expect(finds(patient, name, value)).toBe(found);
  });

  it.each([
    ["deceased", {}],
    ["deceased", { deceasedBoolean: false }],
  ])("takes a patient without a death for %s=false", (name, rest) => {
    expect(finds({ resourceType: "Patient", ...rest }, name, "false")).toBe(true);
  });

  it.each(["gender", "active", "deceased", "language", "address-use"])("names no terms for a person's %s", (name) => {
    expect(parseSearch("Patient", [[name, "x"]]).filters[0]?.clause).toBeUndefined();
  });

  it("searches the parts of a union instead of terms of their own", () => {
    expect(parseSearch("Observation", [["combo-code", `${loinc}|1`]]).filters[0]?.clause).toEqual([
      `code\u0000coding\u0000${loinc}|1`,
      `component.code\u0000coding\u0000${loinc}|1`,
    ]);
  });

  it.each(["http://loinc.org|", "|", "a|b|c", "a,,b", ""])("refuses %j as a value", (value) => {
    expect(() => finds(observation, "code", value)).toThrow(
      expect.objectContaining({ code: "fhir/bad-search-value", path: "code" }),
    );
  });
});
