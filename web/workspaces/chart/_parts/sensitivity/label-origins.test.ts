import { describe, expect, test } from "vitest";
import type { Coding, Resource } from "../../../../ui/clinical/fhir-types.ts";
import { originOf, writerOf } from "./label-origins.ts";

const system = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
const removedBy = "urn:wardbook:removed-sensitivity-label";
const systems = { system, removedBy };

const byHand: readonly Coding[] = [{ system, code: "PSY" }];
const byItself: readonly Coding[] = [{ system, code: "PSY", userSelected: false }];
const tag: readonly Coding[] = [{ system: removedBy, code: "PSY" }];

type Meta = NonNullable<Resource["meta"]>;

/** From the first version to the newest. */
function versions(...metas: readonly Meta[]): readonly Resource[] {
  return metas
    .map((meta, index) => ({ resourceType: "Condition", id: "c", meta: { versionId: `${index + 1}`, ...meta } }))
    .reverse();
}

describe("since when a label stands as it does", () => {
  const since = (isWhole: boolean, ...metas: readonly Meta[]) =>
    originOf("PSY", { versions: versions(...metas), isWhole }, systems)?.meta?.versionId;
  const [none, hand, itself, taken]: readonly [Meta, Meta, Meta, Meta] = [
    {},
    { security: byHand },
    { security: byItself },
    { tag },
  ];

  test.each([
    ["put on later", [none, hand, hand], "2"],
    ["there from the beginning", [itself, itself], "1"],
    ["taken off, whatever was there before", [itself, taken, taken], "2"],
    ["put on by itself, then by hand", [itself, hand], "2"],
    ["put on again", [hand, taken, none, hand], "4"],
    ["gone without a word", [hand, none], undefined],
    ["never there", [none, none], undefined],
  ] as const)("%s", (_, metas, version) => {
    expect(since(true, ...metas)).toBe(version);
  });

  test("what is older than the versions at hand isn’t guessed", () => {
    expect([
      since(false, hand, hand),
      since(false, none, hand),
      originOf("PSY", { versions: [], isWhole: true }, systems),
    ]).toEqual([undefined, "2", undefined]);
    expect(originOf("SEX", { versions: versions(hand), isWhole: true }, systems)).toBeUndefined();
  });
});

describe("who wrote a version", () => {
  const [version] = versions({});
  const event = (action: string, reference: string, name = "Edda Moor") => ({
    resourceType: "AuditEvent",
    action,
    agent: [
      { name: "Wardbook", requestor: false },
      { name, requestor: true },
    ],
    entity: [{}, { what: { reference } }],
  });

  test("is whoever asked for the write of just that version", () => {
    if (version === undefined) throw new Error("there is no version");
    const others = [
      event("R", "Condition/c/_history/1", "A reader"),
      event("U", "Condition/c/_history/2", "Somebody later"),
      { resourceType: "AuditEvent", action: "U" },
    ];
    expect(writerOf(version, [...others, event("U", "Condition/c/_history/1")])).toBe("Edda Moor");
    expect(writerOf(version, [event("C", "Condition/c/_history/1")])).toBe("Edda Moor");
    expect(writerOf(version, others)).toBeUndefined();
  });
});
