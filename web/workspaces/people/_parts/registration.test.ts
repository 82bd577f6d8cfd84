import { expect, test } from "vitest";
import { newCoverage, newPatient, noRegistration, registrationFaults } from "./registration.ts";

const ann = { ...noRegistration, family: " Hartley ", given: "Ann  Mary", birthDate: "12/03/1948", sex: "female" };

test("a registration becomes a patient", () => {
  expect(JSON.parse(JSON.stringify(newPatient(ann)))).toEqual({
    resourceType: "Patient",
    active: true,
    name: [{ use: "official", family: "Hartley", given: ["Ann", "Mary"] }],
    birthDate: "1948-03-12",
    gender: "female",
  });
});

test("it says at which branch, so that the server gives the next number of its series, and how to reach the patient", () => {
  const patient = newPatient({ ...ann, branch: "b1", phone: "0161 4960 123 ", email: "ann@example.org" });
  expect(patient.extension).toEqual([
    { url: "urn:wardbook:registered-at", valueReference: { reference: "Location/b1" } },
  ]);
  expect(patient.telecom).toEqual([
    { system: "phone", value: "0161 4960 123" },
    { system: "email", value: "ann@example.org" },
  ]);
});

test("what wasn't typed isn't made up", () => {
  const patient = JSON.parse(JSON.stringify(newPatient({ ...noRegistration, family: "Sukarno", given: "." })));
  expect(Object.keys(patient)).toEqual(["resourceType", "active", "name"]);
  expect(patient.name).toEqual([{ use: "official", family: "Sukarno" }]);
});

test("faults name their field", () => {
  expect(Object.keys(registrationFaults(noRegistration, "2026-03-07"))).toEqual(["family", "given"]);
  expect(registrationFaults({ ...ann, birthDate: "soon" }, "2026-03-07")).toHaveProperty("birthDate");
  expect(registrationFaults({ ...ann, birthDate: "08/03/2026" }, "2026-03-07")).toHaveProperty(
    "birthDate",
    "This day is still to come.",
  );
  expect(registrationFaults(ann, "2026-03-07")).toEqual({});
});

test("language, next of kin and payer are recorded, and a policy without a payer is asked about", () => {
  const typed = {
    ...ann,
    language: "hi",
    kinName: "Tom Hartley",
    kinRelationship: "Son",
    payer: "",
    policyNumber: "H-1",
  };
  const patient = newPatient(typed);
  expect(patient.communication?.[0]?.language?.coding?.[0]?.code).toBe("hi");
  expect(patient.contact).toEqual([{ relationship: [{ text: "Son" }], name: { text: "Tom Hartley" } }]);
  expect(newCoverage(typed, "urn:uuid:1")).toBeUndefined();
  expect(registrationFaults({ ...typed, email: "ann" }, "2026-03-07")).toEqual({
    email: expect.any(String),
    payer: expect.any(String),
  });
  expect(newCoverage({ ...typed, payer: "Harbour Mutual" }, "urn:uuid:1")).toMatchObject({
    beneficiary: { reference: "urn:uuid:1" },
    subscriberId: "H-1",
    payor: [{ display: "Harbour Mutual" }],
  });
});
