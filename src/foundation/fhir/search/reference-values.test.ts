import { describe, expect, it } from "vitest";
import { parseSearch } from "./parse-search.ts";
import { finds } from "./testing/find.ts";

const observation = {
  resourceType: "Observation",
  subject: { reference: "Patient/p1/_history/3" },
  performer: [
    { reference: "http://elsewhere.example/fhir/Practitioner/7" },
    { reference: "#contained" },
    { display: "someone" },
  ],
};
const aboutGroup = { resourceType: "Observation", subject: { reference: "Group/p1" } };
const answers = { resourceType: "QuestionnaireResponse", questionnaire: "http://forms.example/a|2.0" };

describe("reference search", () => {
  it.each([
    ["subject", "Patient/p1"],
    ["subject", "p1"],
    ["subject:Patient", "p1"],
    ["subject:Patient", "Patient/p1"],
    ["patient", "p1"],
    ["patient", "Patient/p1"],
    ["subject", "Patient/p1/_history/1"],
    ["performer", "http://elsewhere.example/fhir/Practitioner/7"],
    ["performer:Practitioner", "http://elsewhere.example/fhir/Practitioner/7"],
  ])("finds %s=%s", (name, value) => {
    expect(finds(observation, name, value)).toBe(true);
  });

  it.each([
    ["subject", "Group/p1"],
    ["subject:Group", "p1"],
    ["patient", "Group/p1"],
    ["performer", "Practitioner/7"],
    ["performer", "7"],
    ["performer:Patient", "http://elsewhere.example/fhir/Practitioner/7"],
    ["performer", "contained"],
  ])("doesn't find %s=%s", (name, value) => {
    expect(finds(observation, name, value)).toBe(false);
  });

  it("takes a patient parameter for patients alone, on the subject's terms", () => {
    expect(finds(aboutGroup, "subject", "p1")).toBe(true);
    expect(finds(aboutGroup, "patient", "p1")).toBe(false);
    const [filter] = parseSearch("Observation", [["patient", "p1"]]).filters;
    expect(filter?.clause).toEqual(["subject\u0000ref\u0000Patient/p1"]);
    expect(filter?.exact).toBe(true);
  });

  it("finds a canonical by its address and by its very version", () => {
    expect(finds(answers, "questionnaire", "http://forms.example/a")).toBe(true);
    expect(finds(answers, "questionnaire", "http://forms.example/a\\|2.0")).toBe(true);
    expect(finds(answers, "questionnaire", "http://forms.example/a|3.0")).toBe(false);
  });

  it.each(["not an id", "Nonsense/1", "Patient/", "Patient/1/2", "?"])("refuses %j as a value", (value) => {
    expect(() => finds(observation, "subject", value)).toThrow(
      expect.objectContaining({ code: "fhir/bad-search-value", path: "subject" }),
    );
  });

  it.each(["subject:identifier", "subject:Practitioner", "subject:Patient:exact", "subject:text"])(
    "refuses %s",
    (name) => {
      expect(() => finds(observation, name, "p1")).toThrow(
        expect.objectContaining({ code: "fhir/unsupported-modifier", path: name }),
      );
    },
  );
});
