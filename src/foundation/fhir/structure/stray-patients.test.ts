import { describe, expect, test } from "vitest";
import type { FhirResource } from "../types.ts";
import { strayPatients } from "./stray-patients.ts";

const uuid = "b67d9cf2-bfd2-4461-94a9-8bb36d289e04";
const places = (resource: FhirResource) => strayPatients(resource).map(({ expression }) => expression);
const about = (subject: object) => ({ resourceType: "Observation", subject }) as FhirResource;

describe("what may mean a patient here without naming one", () => {
  test.each([
    { reference: `urn:uuid:${uuid}` },
    { identifier: { system: "urn:mrn", value: "7" } },
    { identifier: { value: "7" }, type: "Patient" },
    { identifier: { value: "7" }, type: "http://hl7.org/fhir/StructureDefinition/Patient" },
  ])("is found at its place: %j", (subject) => {
    expect(places(about(subject))).toEqual(["Observation.subject"]);
  });

  test.each([`/Patient/${uuid}`, `../Patient/${uuid}`, `Patient/${uuid}/`, `x://y/Patient/${uuid}`, "Patient?name=x"])(
    "is found wherever it stands: %s",
    (reference) => {
      const extension = [{ url: "urn:x", valueReference: { reference } }];
      expect(places({ resourceType: "Observation", extension })).toEqual([
        "Observation.extension[0].valueReference.reference",
      ]);
    },
  );

  test.each([
    { reference: `Patient/${uuid}` },
    { reference: `Patient/${uuid}/_history/2` },
    { reference: `https://other.example/fhir/Patient/${uuid}` },
    { reference: "Group/g" },
    { reference: "#p" },
    { display: "Patient/7" },
    { identifier: { value: "7" }, type: "Device" },
  ])("isn't: %j", (subject) => {
    expect(places(about(subject))).toEqual([]);
  });

  test("isn't somebody who does something, known by an identifier alone", () => {
    const who = { identifier: { value: "GMC 7" } };
    expect(places({ resourceType: "Observation", performer: [who] })).toEqual([]);
    expect(places({ resourceType: "Appointment", participant: [{ actor: who }] })).toEqual([]);
    const actor = { ...who, type: "Patient" };
    expect(places({ resourceType: "Appointment", participant: [{ actor: who }, { actor }] })).toEqual([
      "Appointment.participant[1].actor",
    ]);
  });

  test("in a bundle is what names none of its entries", () => {
    const resource = (urn: string) => ({ resource: about({ reference: urn }) });
    const entry = [
      { fullUrl: `urn:uuid:${uuid}`, resource: { resourceType: "Patient" } },
      resource(`urn:uuid:${uuid}`),
    ];
    expect(places({ resourceType: "Bundle", entry })).toEqual([]);
    expect(places({ resourceType: "Bundle", entry: entry.slice(1) })).toEqual([
      "Bundle.entry[0].resource.subject.reference",
    ]);
  });
});
