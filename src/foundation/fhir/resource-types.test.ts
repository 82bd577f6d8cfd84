import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { isResourceType, resourceTypes, typeNumber, typeOfNumber } from "./resource-types.ts";

describe("resource type numbers", () => {
  test("the list is pinned: a changed order would make stored rows lie about their type", () => {
    expect(resourceTypes).toHaveLength(146);
    expect([...resourceTypes].sort()).toEqual(resourceTypes);
    const digest = createHash("sha256").update(resourceTypes.join("\n")).digest("hex");
    expect(digest).toBe("18342ce5738fdafab8ac3b41653c4d33b7ab35ce119d9c6798059228ec454937");
    expect([
      typeNumber("Account"),
      typeNumber("Observation"),
      typeNumber("Patient"),
      typeNumber("VisionPrescription"),
    ]).toEqual([1, 96, 103, 146]);
  });

  test("a number leads back to its type", () => {
    for (const type of resourceTypes) expect(typeOfNumber(typeNumber(type))).toBe(type);
  });

  test("abstract types, later releases' types and inherited names are no resource types", () => {
    for (const name of [
      "Resource",
      "DomainResource",
      "SubscriptionStatus",
      "MetadataResource",
      "constructor",
      "__proto__",
      "",
    ]) {
      expect(isResourceType(name)).toBe(false);
    }
  });

  test("unknown types and numbers are refused with a code", () => {
    expect(() => typeNumber("Teapot")).toThrow(expect.objectContaining({ code: "fhir/unknown-resource-type" }));
    expect(() => typeOfNumber(0)).toThrow(expect.objectContaining({ code: "fhir/unknown-type-number" }));
    expect(() => typeOfNumber(147)).toThrow(expect.objectContaining({ code: "fhir/unknown-type-number" }));
  });
});
