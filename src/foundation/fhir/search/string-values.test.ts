import { describe, expect, it } from "vitest";
import { indexTerms } from "./index-terms.ts";
import { foldText } from "./text-folding.ts";
import { finds } from "./testing/find.ts";

const patient = {
  resourceType: "Patient",
  name: [{ family: "Müller-O'Brien", given: ["Zoë", "Ann Marie"], prefix: ["Dr."] }],
  address: [{ city: "Saint-Étienne", line: ["12 Rue de la Paix"], postalCode: "42000", state: "ARA", country: "FR" }],
};

describe("text search", () => {
  it.each([
    ["family", "muller"],
    ["family", "MÜLLER OB"],
    ["given", "zoe"],
    ["given", "Ann M"],
    ["name", "obrien"],
    ["name", "zo mull"],
    ["phonetic", "marie"],
    ["address", "saint e"],
    ["address-city", "SAINT ÉT"],
    ["address", "12 rue"],
    ["address-postalcode", "420"],
    ["address-state", "a"],
    ["family:exact", "Müller-O'Brien"],
    ["family:contains", "LLER"],
    ["name:contains", "mar"],
  ])("finds %s=%s", (name, value) => {
    expect(finds(patient, name, value)).toBe(true);
  });

  it.each([
    ["family", "obrien"],
    ["family", "zoe"],
    ["name", "brien"],
    ["given", "marie"],
    ["name", "zoe smith"],
    ["name", "dr"],
    ["address-city", "paix"],
    ["address-country", "ara"],
    ["family:exact", "Muller-O'Brien"],
    ["family:exact", "Müller"],
    ["family:contains", "zoe"],
  ])("doesn't find %s=%s", (name, value) => {
    expect(finds(patient, name, value)).toBe(false);
  });

  it("finds a name of one ideograph by that character", () => {
    const resource = { resourceType: "Patient", name: [{ family: "李", given: ["小龍"] }] };
    expect(finds(resource, "family", "李")).toBe(true);
    expect(finds(resource, "name", "小")).toBe(true);
    expect(finds(resource, "family", "小")).toBe(false);
  });

  it("keeps no terms of honorifics, and finds by the rest of the whole name", () => {
    const resource = {
      resourceType: "Patient",
      name: [{ text: "Prof. Ada King, Countess", prefix: ["Prof."], suffix: ["Countess"] }],
    };
    expect(indexTerms(resource).map((found) => found.split("\u0000")[2])).toEqual(["ad", "ada", "ki", "kin", "king"]);
    expect(finds(resource, "name", "king a")).toBe(true);
    expect(finds(resource, "name:exact", "Prof. Ada King\\, Countess")).toBe(true);
  });

  it("takes a comma that a backslash escapes for part of the value", () => {
    const resource = { resourceType: "Location", name: "Ward 3, East" };
    expect(finds(resource, "name:exact", "Ward 3\\, East")).toBe(true);
    expect(finds(resource, "name:exact", "Ward 3, East")).toBe(false);
  });

  it("refuses a value without a letter or digit", () => {
    expect(() => finds(patient, "family", "--")).toThrow(
      expect.objectContaining({ code: "fhir/bad-search-value", path: "family" }),
    );
  });

  it("keeps a family name's terms under the whole name alone", () => {
    const groups = new Set(
      indexTerms({ resourceType: "Patient", name: patient.name }).map((term) => term.split("\u0000")[0]),
    );
    expect([...groups]).toEqual(["name"]);
  });

  it("keeps four beginnings of a long word and no whole one", () => {
    expect(indexTerms({ resourceType: "Patient", name: [{ family: "Featherstone" }] })).toEqual([
      "name\u0000word\u0000fe",
      "name\u0000word\u0000fea",
      "name\u0000word\u0000feat",
      "name\u0000word\u0000feathe",
    ]);
  });
});

describe("folding", () => {
  it.each([
    ["  Ærø \t Ünal ", "ærø unal"],
    ["Straße", "strasse"],
    ["ΣΟΦΟΣ", "σοφοσ"],
    ["D’Arcy", "darcy"],
    ["İzmir ığdır", "izmir igdir"],
    ["Ｊｏｎｅｓ", "jones"],
    ["St. John-Smith", "st john smith"],
    ["—", ""],
  ])("makes %j %j", (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });
});
