import { describe, expect, test } from "vitest";
import type { Coding, Resource } from "../../../../ui/clinical/fhir-types.ts";
import { codesCalling, codingWords } from "./codes-calling.ts";
import { isOn, labelState, labelsOn, wantedOf, withLabels } from "./labels.ts";

const system = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
const removedBy = "urn:wardbook:removed-sensitivity-label";
const icd10 = "http://hl7.org/fhir/sid/icd-10";
const category = (code: string) => ({
  code,
  label: code,
  display: `display of ${code}`,
  summary: "",
  seenBy: [],
  isCleared: true,
  lists: [
    { systems: [icd10], match: "prefix" as const, codes: ["F20-F51", "Z91.5"], source: "" },
    { systems: ["http://snomed.info/sct"], match: "exact" as const, codes: ["35489007"], source: "" },
  ],
});
const psychiatric = category("PSY");
const list = { system, removedBy, categories: [psychiatric, category("SEX"), category("ETH")] };

const label = (code: string, more: Partial<Coding> = {}): Coding => ({ system, code, ...more });
const record = (meta?: Resource["meta"], more: object = {}): Resource => ({
  resourceType: "Condition",
  id: "c",
  ...(meta === undefined ? {} : { meta }),
  ...more,
});
const coded = (code: string, of = icd10) => ({ code: { coding: [{ system: of, code }] } });

describe("codes that mark a record by themselves", () => {
  test.each([
    ["F20", true],
    ["F32.1", true],
    ["f329", true],
    ["F51.9", true],
    ["F52", false],
    ["F19.9", false],
    ["G20", false],
    ["Z91.5", true],
    ["Z91.51", true],
    ["Z91", false],
    ["35489007", false],
  ])("%s: %s", (code, calls) => {
    expect(codesCalling(coded(code), psychiatric).map((one) => one.code)).toEqual(calls ? [code] : []);
  });

  test("an exact list takes the code alone, wherever in the record it stands, and once", () => {
    const depression = { system: "http://snomed.info/sct", code: "35489007", display: "Depressive disorder" };
    const found = codesCalling(
      { code: { coding: [depression] }, contained: [{ reasonCode: [{ coding: [depression] }] }] },
      psychiatric,
    );
    expect(found.map(codingWords)).toEqual(["SNOMED CT 35489007 (Depressive disorder)"]);
    expect(codesCalling(coded("354890071", "http://snomed.info/sct"), psychiatric)).toEqual([]);
  });

  test("what stands in meta is no illness", () => {
    expect(codesCalling({ meta: { tag: [{ system: icd10, code: "F20" }] } }, psychiatric)).toEqual([]);
  });
});

describe("how a label stands on a record", () => {
  const kind = (meta: Resource["meta"], more?: object) => labelState(record(meta, more), psychiatric, list).kind;
  test("by itself, by hand, taken off, not at all", () => {
    const byCode = record({ security: [label("PSY", { userSelected: false })] }, coded("F20"));
    expect(labelState(byCode, psychiatric, list)).toMatchObject({ kind: "code", calling: [{ code: "F20" }] });
    expect([
      kind({ security: [label("PSY")] }),
      kind({ tag: [{ system: removedBy, code: "PSY" }] }),
      kind({ security: [{ system: "urn:other", code: "PSY" }], tag: [{ system: "urn:other", code: "PSY" }] }),
      kind(undefined),
    ]).toEqual(["hand", "taken", "none", "none"]);
    expect((["code", "hand", "taken", "none"] as const).map((kind) => isOn({ kind, calling: [] }))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test("labels of the system alone are told, those unknown here too", () => {
    const security = [label("PSY"), label("GDIS"), { system: "urn:x", code: "R" }];
    expect(labelsOn({ security }, list).map(({ code }) => code)).toEqual(["PSY", "GDIS"]);
  });
});

describe("what somebody chose", () => {
  const statesOf = (...on: readonly string[]) =>
    list.categories.map((one) => ({
      category: one,
      state: on.includes(one.code) ? ({ kind: "hand" } as const) : ({ kind: "none" } as const),
    }));

  test("holds against another version of the record; what wasn’t spoken of is as the record says", () => {
    const choices = new Map([
      ["PSY", true],
      ["SEX", false],
    ]);
    expect([...wantedOf(statesOf("SEX"), choices)]).toEqual(["PSY"]);
    expect([...wantedOf(statesOf("SEX", "PSY", "ETH"), choices)]).toEqual(["PSY", "ETH"]);
    expect([...wantedOf(statesOf("SEX"), new Map())]).toEqual(["SEX"]);
  });
});

describe("marking", () => {
  const marked = (meta: Resource["meta"], ...wanted: readonly string[]) =>
    withLabels(record(meta), new Set(wanted), list).meta;

  test("a label is put on with its name, beside what is there", () => {
    const profile = ["urn:p"];
    expect(marked({ profile, security: [label("SEX")] }, "SEX", "PSY")).toEqual({
      profile,
      security: [label("SEX"), label("PSY", { display: "display of PSY" })],
    });
  });

  test("taking one off is said by a tag; what stays away stays away", () => {
    const tag = [
      { system: "urn:x", code: "y" },
      { system: removedBy, code: "ETH" },
    ];
    expect(marked({ security: [label("PSY", { userSelected: false })], tag })).toEqual({
      tag: [...tag, { system: removedBy, code: "PSY" }],
    });
  });

  test("put on again, the tag goes", () => {
    expect(marked({ tag: [{ system: removedBy, code: "PSY" }] }, "PSY")).toEqual({
      security: [label("PSY", { display: "display of PSY" })],
    });
  });

  test("what can’t be chosen stays", () => {
    const security = [label("GDIS"), { system: "urn:x", code: "PSY" }];
    expect(marked({ security })).toEqual({ security });
  });

  test("nothing changed changes nothing", () => {
    const meta = { versionId: "3", security: [label("PSY", { userSelected: false })] };
    expect(marked(meta, "PSY")).toEqual(meta);
  });
});
