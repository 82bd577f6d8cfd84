import { expect, test } from "vitest";
import type { FhirResource } from "../../../foundation/fhir/index.ts";
import { codeLists } from "./code-lists.ts";
import { removedLabelSystem } from "../../access/index.ts";
import { labelled, sensitivityLabelsOf, takesLabelOff } from "./labelled.ts";
import { labelsCalledFor } from "./labels-called-for.ts";
import { sensitivitySystem } from "./sensitivity.ts";

const icd = (code: string) => ({ coding: [{ system: "http://hl7.org/fhir/sid/icd-10", code }] });
const condition = (code: string, meta?: FhirResource["meta"]): FhirResource => ({
  resourceType: "Condition",
  ...(meta === undefined ? {} : { meta }),
  code: icd(code),
  subject: { reference: "Patient/p" },
});
const label = (code: string) => ({ system: sensitivitySystem, code });
const removal = (code: string) => ({ system: removedLabelSystem, code });
const labels = (resource: FhirResource) => [...sensitivityLabelsOf(resource)];

test.each([
  ["F20.0", ["PSY"]],
  ["F329", ["PSY"]],
  ["f32.9", ["PSY"]],
  ["F03", []],
  ["F71", []],
  ["F17.2", []],
  ["F10.2", ["ETH"]],
  ["F19", ["ETH"]],
  ["F52.0", ["SEX"]],
  ["F64.0", ["SEX"]],
  ["A53.9", ["SEX"]],
  ["A49.9", []],
  ["A65", []],
  ["B20", ["HIV"]],
  ["B24", ["HIV"]],
  ["B25", []],
  ["Z91.5", ["PSY"]],
  ["Z91.0", []],
  ["T74.1", ["SDV"]],
  ["Z21", ["HIV"]],
  ["I10", []],
])("a condition coded %s is labelled %j", (code, wanted) => {
  expect([...labelsCalledFor(condition(code))]).toEqual(wanted);
});

test("every listed code calls for its list's label, wherever it stands in the resource", () => {
  for (const { label: wanted, systems, match, codes } of codeLists) {
    for (const system of systems) {
      for (const code of codes) {
        const one = match === "prefix" ? (code.split("-")[0] ?? code) : code;
        const resource: FhirResource = {
          resourceType: "Observation",
          contained: [{ resourceType: "Condition", code: { coding: [{ system, code: one }] } }],
        };
        expect([...labelsCalledFor(resource)], `${system} ${one}`).toContain(wanted);
      }
    }
  }
});

test("a definition tells of nobody, and its own labels are no codes of illness", () => {
  expect([...labelsCalledFor({ resourceType: "PlanDefinition", topic: [icd("F20")] })]).toEqual([]);
  expect([...labelsCalledFor({ resourceType: "Condition", meta: { tag: [{ ...icd("F20").coding[0] }] } })]).toEqual([]);
});

test("nothing to change gives the very same object", () => {
  const plain = condition("I10");
  expect(labelled(plain)).toBe(plain);
  const done = labelled(condition("F20"));
  expect(labelled(done, done)).toBe(done);
});

test("a new resource is labelled; what stood in meta stays", () => {
  const resource = labelled(condition("F20", { profile: ["urn:p"], security: [{ system: "urn:x", code: "R" }] }));
  expect(resource.meta?.["profile"]).toEqual(["urn:p"]);
  expect(resource.meta?.["security"]).toEqual([
    { system: "urn:x", code: "R" },
    {
      system: sensitivitySystem,
      code: "PSY",
      display: "psychiatry disorder information sensitivity",
      userSelected: false,
    },
  ]);
});

test("an update that leaves labels out keeps them, by hand or by code", () => {
  const before = labelled(condition("F20", { security: [label("SDV")] }));
  expect(labels(before).sort()).toEqual(["PSY", "SDV"]);
  expect(labels(labelled(condition("I10"), before)).sort()).toEqual(["PSY", "SDV"]);
});

test("a label taken off by hand stays off, until somebody puts it on again", () => {
  const first = labelled(condition("F20"));
  const off = labelled(condition("F20", { tag: [removal("PSY")] }), first);
  expect(labels(off)).toEqual([]);
  // A program that knows nothing of tags writes it again.
  const later = labelled(condition("F20"), off);
  expect(labels(later)).toEqual([]);
  expect(later.meta?.["tag"]).toEqual([expect.objectContaining({ system: removedLabelSystem, code: "PSY" })]);
  const again = labelled(condition("F20", { security: [label("PSY")], tag: [removal("PSY")] }), later);
  expect(labels(again)).toEqual(["PSY"]);
  expect(again.meta?.["tag"]).toBeUndefined();
  expect(labels(labelled(condition("F20"), again))).toEqual(["PSY"]);
});

test("a removal sent together with the label it removes removes it", () => {
  const first = labelled(condition("F20"));
  const off = labelled(condition("F20", { security: [label("PSY")], tag: [removal("PSY")] }), first);
  expect(labels(off)).toEqual([]);
});

test("nobody takes a label off what isn't there yet", () => {
  const made = labelled(condition("F20", { tag: [removal("PSY"), { system: "urn:x", code: "y" }] }));
  expect(labels(made)).toEqual(["PSY"]);
  expect(made.meta?.["tag"]).toEqual([{ system: "urn:x", code: "y" }]);
});

const psychiatric = { system: sensitivitySystem, code: "PSY" };

test("what a program put on says so as long as it stays, though the code that called for it went", () => {
  const first = labelled(condition("F20"));
  const second = labelled(condition("J06"), first);
  expect(second.meta?.["security"]).toEqual([expect.objectContaining({ ...psychiatric, userSelected: false })]);
});

test("a label that somebody chose stays a choice, whoever sends it back as none", () => {
  const chosen = labelled(condition("J06", { security: [psychiatric] }));
  const sent = condition("J06", { security: [{ ...psychiatric, userSelected: false }] });
  expect(labelled(sent, chosen).meta?.["security"]).toEqual([psychiatric]);
});

test("a label that isn't known here stays and goes like any other", () => {
  const first = labelled(condition("J06", { security: [label("GDIS")] }));
  const second = labelled(condition("J06"), first);
  expect(labels(second)).toEqual(["GDIS"]);
  expect(labels(labelled(condition("J06", { tag: [removal("GDIS")] }), second))).toEqual([]);
});

test("a label is taken off by a tag that the version before had not", () => {
  const first = labelled(condition("F20"));
  const off = labelled(condition("F20", { tag: [removal("PSY")] }), first);
  expect(takesLabelOff(off, first)).toBe(true);
  expect(takesLabelOff(off, off)).toBe(false);
  expect(takesLabelOff(condition("F20", { tag: [removal("PSY"), removal("SEX")] }), off)).toBe(true);
  expect(takesLabelOff(condition("F20", { tag: [{ system: "urn:x", code: "y" }] }), first)).toBe(false);
});
