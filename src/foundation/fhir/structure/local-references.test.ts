import { expect, test } from "vitest";
import { withLocalReferences } from "./local-references.ts";

const base = "https://records.example/fhir";
const rewritten = (reference: string, at = base) =>
  withLocalReferences({ resourceType: "Observation", subject: { reference } }, at).subject.reference;

test.each([
  "https://records.example/fhir/Patient/a",
  "http://records.example/fhir/Patient/a",
  "HTTPS://Records.Example/fhir/Patient/a",
  "https://records.example:443/fhir/Patient/a",
  "https://records.example/fhir/./Patient/a",
  "https://records.example/x/../fhir/Patient/%61",
  "//records.example/fhir/Patient/a",
  "/fhir/Patient/a",
  "./Patient/a",
  " Patient/a",
])("%s is a patient of this server", (reference) => {
  expect(rewritten(reference)).toBe("Patient/a");
});

test("versions stay, and this machine's names are one", () => {
  expect(rewritten(`${base}/Patient/a/_history/2`)).toBe("Patient/a/_history/2");
  expect(rewritten("http://127.0.0.1:8080/fhir/Patient/a", "http://localhost:8080/fhir")).toBe("Patient/a");
});

test.each([
  "https://other.example/fhir/Patient/a",
  "https://records.example:8443/fhir/Patient/a",
  "https://records.example.evil.example/fhir/Patient/a",
  "https://records.example/fhir2/Patient/a",
  "https://records.example/Patient/a",
  "/Patient/a",
  "Patient/a",
  "Patient?identifier=a",
  "#a",
  "urn:uuid:00000000-0000-4000-8000-000000000000",
  "https://records.example/fhir/Patient?identifier=a",
  "https://records.example/fhir/%E0%A4%A",
  "https://",
  "",
])("%s stays as it is", (reference) => {
  expect(rewritten(reference)).toBe(reference);
});

test("what names an entry of the same bundle is left for the bundle", () => {
  const reference = `${base}/Patient/a`;
  const resource = { resourceType: "Observation", subject: { reference } } as const;
  expect(withLocalReferences(resource, base, (one) => one === reference)).toBe(resource);
});

test("references stand in contained resources and extensions too, and other addresses are left alone", () => {
  const reference = `${base}/Patient/a`;
  const resource = withLocalReferences(
    {
      resourceType: "List",
      implicitRules: reference,
      extension: [{ url: reference, valueReference: { reference } }],
      contained: [{ resourceType: "Observation", id: "o", subject: { reference } }],
    },
    base,
  );
  expect(resource).toEqual({
    resourceType: "List",
    implicitRules: reference,
    extension: [{ url: reference, valueReference: { reference: "Patient/a" } }],
    contained: [{ resourceType: "Observation", id: "o", subject: { reference: "Patient/a" } }],
  });
});
