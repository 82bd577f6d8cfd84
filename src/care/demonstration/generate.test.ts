import { describe, expect, test } from "vitest";
import { rewriteReferences, validateResource } from "../../foundation/fhir/index.ts";
import { builtInRoleIds } from "../../custody/access/index.ts";
import { recordedPeople, recordedUsernames } from "./recorded-people.ts";
import { demonstrationStaff } from "./staff.ts";
import { demonstration, resourcesOf, saturday, stringsIn, textAt } from "./testing/charts.ts";

const bundles = demonstration();
const all = bundles.flatMap((bundle) => bundle.entry);

describe("the demonstration's population", () => {
  test("is the same to the byte for the same seed, day and zone", () => {
    expect(JSON.stringify(demonstration())).toBe(JSON.stringify(bundles));
  });

  test("differs from seed to seed in every patient", () => {
    const others = demonstration(8);
    const names = (list: typeof bundles): string[] =>
      list.flatMap((bundle) => resourcesOf(bundle, "Patient")).map((patient) => JSON.stringify(patient));
    const first = new Set(names(bundles));
    expect(names(others)).toHaveLength(80);
    expect(names(others).filter((name) => first.has(name))).toEqual([]);
  });

  test("is one bundle for the organisation and one for each of 60 patients and 20 residents", () => {
    expect(bundles).toHaveLength(81);
    expect(resourcesOf(bundles[0] ?? fail(), "Patient")).toHaveLength(0);
    for (const bundle of bundles.slice(1)) expect(resourcesOf(bundle, "Patient")).toHaveLength(1);
    const homes = bundles
      .slice(1)
      .map((bundle) => textAt(resourcesOf(bundle, "Patient")[0], "managingOrganization.display"));
    expect(homes.filter((home) => home === "Larkfield House")).toHaveLength(20);
  });

  test("loads in seconds: 6,000 to 11,000 resources, no bundle above 420 entries, whatever the seed", () => {
    for (const seed of [1, 7, 2026]) {
      const made = demonstration(seed);
      const sizes = made.map((bundle) => bundle.entry.length);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(420);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      expect(total).toBeGreaterThan(6000);
      expect(total).toBeLessThan(11_000);
    }
  });

  test("is valid FHIR R4 without a single issue", { timeout: 120_000 }, () => {
    const stored = new Map(
      all.map(({ fullUrl, resource }) => [fullUrl, `${resource.resourceType}/${fullUrl.slice("urn:uuid:".length)}`]),
    );
    // Resolved as a server would, so that references to the wrong type show.
    const resolved = all.map(({ resource }) => rewriteReferences(resource, (link) => stored.get(link)));
    const issues = resolved.flatMap((resource) =>
      validateResource(resource).map((issue) => `${issue.details} at ${issue.expression ?? "?"}`),
    );
    expect([...new Set(issues)]).toEqual([]);
  });

  test("refers only to entries of the same bundle or of the organisation's", () => {
    const shared = new Set((bundles[0]?.entry ?? []).map(({ fullUrl }) => fullUrl));
    for (const bundle of bundles) {
      const own = new Set(bundle.entry.map(({ fullUrl }) => fullUrl));
      const dangling = bundle.entry
        .flatMap(({ resource }) => [...stringsIn(resource)])
        .filter(([name, text]) => name === "reference" && !own.has(text) && !shared.has(text));
      expect(dangling).toEqual([]);
    }
  });

  test("gives every entry a UUID of its own and the address of its type", () => {
    expect(new Set(all.map(({ fullUrl }) => fullUrl)).size).toBe(all.length);
    for (const { fullUrl, resource, request } of all) {
      expect(fullUrl).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(request).toEqual({ method: "POST", url: resource.resourceType });
    }
  });

  test("knows nobody by another's record number, telephone or e-mail address", () => {
    const patients = bundles.flatMap((bundle) => resourcesOf(bundle, "Patient"));
    for (const pattern of [/^(AC|LH)-\d+$/, /^ZZ \d/, /@example\.org$/]) {
      const values = patients
        .flatMap((patient) => [...stringsIn(patient)])
        .map(([, text]) => text)
        .filter((text) => pattern.test(text));
      expect(values.length).toBeGreaterThan(30);
      expect(new Set(values).size).toBe(values.length);
    }
  });

  test("has no telephone number that could ring", () => {
    const numbers = all
      .flatMap(({ resource }) => [...stringsIn(resource)])
      .map(([, text]) => text)
      .filter((text) => /^0\d[\d ]{8,}$/.test(text));
    expect(numbers.length).toBeGreaterThan(100);
    expect(numbers.filter((number) => !/^(07700 900\d{3}|01632 960\d{3})$/.test(number))).toEqual([]);
  });

  test("offers a sign-in for every kind of member of staff, and each who gives care is somebody in the organisation's bundle", () => {
    expect(new Set(demonstrationStaff.map(({ roleName }) => roleName))).toEqual(
      new Set(builtInRoleIds.filter((role) => role !== "patient" && role !== "family-member")),
    );
    expect(new Set(demonstrationStaff.map(({ username }) => username)).size).toBe(demonstrationStaff.length);
    const practitioners = new Set(
      (bundles[0]?.entry ?? [])
        .filter(({ resource }) => resource.resourceType === "Practitioner")
        .map(({ fullUrl }) => fullUrl),
    );
    for (const { practitionerFullUrl } of demonstrationStaff)
      expect(practitionerFullUrl === undefined || practitioners.has(practitionerFullUrl)).toBe(true);
    expect(demonstrationStaff.filter((staff) => staff.practitionerFullUrl !== undefined)).toHaveLength(
      practitioners.size,
    );
  });

  test("knows a patient and a relative who sign in, by the same names whatever the seed", () => {
    for (const made of [bundles, demonstration(1948)]) {
      const people = recordedPeople(made);
      expect(people.map(({ username }) => username)).toEqual(recordedUsernames);
      expect(people.map(({ roleName }) => roleName)).toEqual(["patient", "family-member"]);
      for (const { given, family, jobTitle, patientFullUrl } of people) {
        expect([given, family, jobTitle]).not.toContain("");
        const patient = made.flatMap(({ entry }) => entry).find(({ fullUrl }) => fullUrl === patientFullUrl)?.resource;
        expect(patient?.resourceType).toBe("Patient");
        expect(textAt(patient, "deceasedDateTime")).toBe("");
      }
    }
  });

  test("gives those who see only whom they care for patients: by a booking within a month, or as their doctor", () => {
    const related = demonstrationStaff.filter(({ roleName }) => roleName === "therapist" || roleName === "prescriber");
    expect(related.length).toBeGreaterThan(2);
    const month = 30 * 86_400_000;
    for (const { practitionerFullUrl = "" } of related) {
      const own = bundles.filter((bundle) => {
        const doctors = resourcesOf(bundle, "Patient").map((one) => textAt(one, "generalPractitioner.0.reference"));
        const booked = resourcesOf(bundle, "Appointment").some(
          (one) =>
            [...stringsIn(one["participant"])].some(([, text]) => text === practitionerFullUrl) &&
            Math.abs(Date.parse(textAt(one, "start")) - Date.parse(saturday)) < month,
        );
        return booked || doctors.includes(practitionerFullUrl);
      });
      expect(own.length).toBeGreaterThan(2);
      expect(own.length).toBeLessThan(60);
    }
  });
});

function fail(): never {
  throw new Error("no bundle");
}
