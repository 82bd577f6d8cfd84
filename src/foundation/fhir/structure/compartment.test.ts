import { describe, expect, test } from "vitest";
import { isResourceType } from "../resource-types.ts";
import type { FhirResource } from "../types.ts";
import { canBeAboutPatients, canBeInPatientCompartment, patientsOf, subjectPatientOf } from "./compartment.ts";
import { elementType } from "./element-type.ts";
import { subjectPaths } from "./subject-paths.ts";

const ref = (reference: string) => ({ reference });

describe("a patient's compartment", () => {
  test("holds what R4's compartment definition says, each patient once", () => {
    const observation = {
      resourceType: "Observation",
      subject: ref("Patient/a"),
      performer: [ref("Patient/b"), ref("Practitioner/p"), ref("Patient/a/_history/3")],
      focus: [ref("Patient/c")],
    };
    expect(patientsOf(observation)).toEqual(["a", "b"]);
    expect(
      patientsOf({
        resourceType: "Appointment",
        participant: [{ actor: ref("Patient/a") }, { status: "accepted" }, { actor: ref("Patient/b") }],
      }),
    ).toEqual(["a", "b"]);
    expect(
      patientsOf({
        resourceType: "Coverage",
        beneficiary: ref("Patient/a"),
        subscriber: ref("Patient/b"),
        payor: [ref("Patient/c")],
      }),
    ).toEqual(["b", "a", "c"]);
    expect(
      patientsOf({
        resourceType: "CarePlan",
        subject: ref("Patient/a"),
        activity: [{ detail: { performer: [ref("Patient/b")] } }],
      }),
    ).toEqual(["a", "b"]);
  });

  test("holds the patient and the patients it links to", () => {
    expect(
      patientsOf({ resourceType: "Patient", id: "a", link: [{ other: ref("Patient/b"), type: "seealso" }] }),
    ).toEqual(["a", "b"]);
    expect(patientsOf({ resourceType: "Patient" })).toEqual([]);
  });

  test("holds what speaks of the patient in something that it contains", () => {
    const about = (patient: string) => ({ resourceType: "Observation", id: "o", subject: ref(`Patient/${patient}`) });
    const list = { resourceType: "List", contained: [about("a"), { resourceType: "Patient", id: "p" }, about("b")] };
    expect(patientsOf(list)).toEqual(["a", "b"]);
    expect(subjectPatientOf({ ...list, contained: [about("a")] })).toBe("a");
    expect(subjectPatientOf({ ...list, subject: ref("Patient/c") })).toBe("c");
    expect(patientsOf({ resourceType: "Organization", contained: [about("a")] })).toEqual([]);
  });

  test("is, where R4 knows none for a type, made of those whom it is about", () => {
    const several = [ref("Patient/a"), ref("Patient/b")];
    expect(patientsOf({ resourceType: "Contract", subject: several })).toEqual(["a", "b"]);
    expect(patientsOf({ resourceType: "VerificationResult", target: several })).toEqual(["a", "b"]);
    expect([canBeAboutPatients("Contract"), canBeInPatientCompartment("Contract")]).toEqual([true, false]);
    expect(canBeAboutPatients("Organization")).toBe(false);
  });

  test("is, for what carries others or speaks of anything, made of everybody whom anything in it is or names", () => {
    const [a, b] = ["b67d9cf2-bfd2-4461-94a9-8bb36d289e04", "0c89b627-646b-40ff-a620-c8509a10912c"];
    const observation = { resourceType: "Observation", subject: ref(`Patient/${a}`), performer: [ref("Patient/p1")] };
    const bundle = (...resources: object[]) =>
      ({ resourceType: "Bundle", entry: resources.map((resource) => ({ resource })) }) as FhirResource;
    expect(patientsOf(bundle(observation))).toEqual([a]);
    expect(patientsOf(bundle({ resourceType: "Patient", id: b }, observation))).toEqual([b, a]);
    expect(patientsOf(bundle(bundle(observation)))).toEqual([a]);
    expect(patientsOf(bundle({ resourceType: "Patient", id: "p1" }, { resourceType: "Patient" }))).toEqual([]);
    expect(
      patientsOf(bundle({ ...observation, subject: ref("#p"), contained: [{ resourceType: "Patient", id: b }] })),
    ).toEqual([]);
    expect(subjectPatientOf(bundle(observation))).toBe(a);
    const parameter = [{ name: "x", part: [{ name: "y", valueReference: ref(`Patient/${b}`) }] }];
    expect(patientsOf({ resourceType: "Parameters", parameter })).toEqual([b]);
    const item = [a, b].map((patient) => ({ type: "alternate", resource: ref(`Patient/${patient}`) }));
    expect(patientsOf({ resourceType: "Linkage", item })).toEqual([a, b]);
  });

  test("isn't entered by other servers' patients, other types, displays or contained patients", () => {
    for (const subject of [
      ref("https://example.org/Patient/a"),
      ref("Group/a"),
      ref("#a"),
      ref("urn:uuid:a"),
      { display: "Patient/a" },
      { reference: 5 },
    ]) {
      expect(patientsOf({ resourceType: "Observation", subject } as FhirResource)).toEqual([]);
    }
    expect(patientsOf({ resourceType: "Organization", partOf: ref("Patient/a") })).toEqual([]);
    expect([canBeInPatientCompartment("Observation"), canBeInPatientCompartment("Organization")]).toEqual([
      true,
      false,
    ]);
  });
});

describe("the patient that a resource is about", () => {
  test("is the subject, whoever else has to do with it", () => {
    expect(
      subjectPatientOf({ resourceType: "Observation", subject: ref("Patient/a"), performer: [ref("Patient/b")] }),
    ).toBe("a");
    expect(
      subjectPatientOf({ resourceType: "Coverage", beneficiary: ref("Patient/a"), subscriber: ref("Patient/b") }),
    ).toBe("a");
    expect(subjectPatientOf({ resourceType: "Patient", id: "a", link: [{ other: ref("Patient/b") }] })).toBe("a");
    expect(subjectPatientOf({ resourceType: "RelatedPerson", patient: ref("Patient/a") })).toBe("a");
    expect(subjectPatientOf({ resourceType: "Device", patient: ref("Patient/a") })).toBe("a");
    expect(subjectPatientOf({ resourceType: "Task", for: ref("Patient/a"), focus: ref("Patient/b") })).toBe("a");
    expect(
      subjectPatientOf({ resourceType: "Binary", contentType: "text/plain", securityContext: ref("Patient/a") }),
    ).toBe("a");
    expect(
      subjectPatientOf({
        resourceType: "Appointment",
        participant: [{ actor: ref("Practitioner/p") }, { actor: ref("Patient/a") }],
      }),
    ).toBe("a");
    expect(subjectPatientOf({ resourceType: "Account", subject: [ref("Patient/a"), ref("Patient/a")] })).toBe("a");
  });

  test("is the compartment's only patient where no subject is named", () => {
    expect(subjectPatientOf({ resourceType: "Communication", sender: ref("Patient/a") })).toBe("a");
    expect(
      subjectPatientOf({ resourceType: "Communication", sender: ref("Patient/a"), recipient: [ref("Patient/b")] }),
    ).toBeUndefined();
  });

  test("is nobody when there is none, or more than one", () => {
    expect(subjectPatientOf({ resourceType: "Observation", subject: ref("Group/g") })).toBeUndefined();
    expect(subjectPatientOf({ resourceType: "Organization" })).toBeUndefined();
    expect(
      subjectPatientOf({ resourceType: "Account", subject: [ref("Patient/a"), ref("Patient/b")] }),
    ).toBeUndefined();
    expect(
      subjectPatientOf({ resourceType: "Group", member: [{ entity: ref("Patient/a") }, { entity: ref("Patient/b") }] }),
    ).toBeUndefined();
    expect(subjectPatientOf({ resourceType: "Patient" })).toBeUndefined();
  });

  test("is looked for only where R4 has references", () => {
    expect(subjectPaths.size).toBeGreaterThan(60);
    for (const [type, paths] of subjectPaths) {
      expect([type, isResourceType(type)]).toEqual([type, true]);
      for (const path of paths)
        expect([type, path.join("."), elementType(type, path.join("."))?.types]).toEqual([
          type,
          path.join("."),
          ["Reference"],
        ]);
    }
  });
});
