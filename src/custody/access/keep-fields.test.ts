import { expect, test } from "vitest";
import { seeded } from "../../../test/access/random.ts";
import { aResource, aSituation } from "../../../test/access/situations.ts";
import type { JsonObject } from "../../foundation/fhir/index.ts";
import type { FieldRule } from "./field-rule.ts";
import { keepFields } from "./keep-fields.ts";
import { withoutHidden } from "./redact.ts";
import { redactionOf } from "./redaction.ts";

function rulesOf(type: string, rules: readonly FieldRule[]) {
  const redaction = redactionOf(rules, type);
  if (redaction === undefined) throw new Error("no rules");
  return redaction;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

test("what is sent back as it was seen is stored as it was, whatever was hidden", () => {
  let changed = 0;
  for (let seed = 1; seed <= 3_000; seed += 1) {
    const random = seeded(seed);
    const rules = aSituation(random).fieldRules.filter(({ access }) => access === "hidden") as FieldRule[];
    const current = aResource(random);
    const redaction = redactionOf(rules, current.resourceType);
    if (redaction === undefined) continue;
    const seen = withoutHidden(current, redaction);
    if (JSON.stringify(seen) !== JSON.stringify(current)) changed += 1;
    const kept = keepFields(seen, current, redaction);
    expect(kept.kind).toBe("kept");
    if (kept.kind === "kept") expect(sorted(kept.resource)).toEqual(sorted(current));
  }
  expect(changed).toBeGreaterThan(100);
});

test("a refusal depends on nothing that is hidden", () => {
  const redaction = rulesOf("Appointment", [{ type: "Appointment", path: "participant.actor", access: "hidden" }]);
  const booking = (participant: readonly JsonObject[]) => ({
    resourceType: "Appointment",
    status: "booked",
    participant,
  });
  const incoming = booking([{ status: "accepted" }, { status: "tentative" }]);
  const one = booking([{ status: "accepted", actor: { reference: "Patient/a" } }]);
  const other = booking([{ status: "accepted" }]);
  expect(keepFields(incoming, one, redaction)).toEqual(keepFields(incoming, other, redaction));
});

test("a field that comes back with its members in another order has not changed", () => {
  const patient = (more: object) => ({ resourceType: "Patient", gender: "female", ...more });
  const before = patient({
    managingOrganization: { reference: "Organization/1", display: "Hill Clinic" },
    contact: [{ relationship: [{ text: "daughter" }], gender: "female" }],
  });
  const after = patient({
    managingOrganization: { display: "Hill Clinic", reference: "Organization/1" },
    contact: [{ gender: "female" }],
  });
  const redaction = rulesOf("Patient", [
    { type: "Patient", path: "contact.relationship", access: "hidden" },
    { type: "Patient", path: "managingOrganization", access: "read-only" },
  ]);
  expect(keepFields(after, before, redaction)).toMatchObject({
    kind: "kept",
    resource: { contact: [{ relationship: [{ text: "daughter" }], gender: "female" }] },
  });
  const moved = patient({ managingOrganization: { display: "Hill Clinic", reference: "Organization/2" } });
  expect(keepFields(moved, before, redaction)).toMatchObject({ fault: { kind: "read-only" } });
});

const numbers: readonly FieldRule[] = [{ type: "Patient", path: "telecom", access: "hidden" }];
const number = (value: string) => [{ system: "phone", value }];

test("what a contained resource hides stays, by its id, while the rest of it is changed", () => {
  const redaction = rulesOf("Observation", numbers);
  const observation = (text: string, ...contained: readonly JsonObject[]) => ({
    resourceType: "Observation",
    code: { text },
    performer: contained.map(({ id }) => ({ reference: `#${String(id)}` })),
    contained,
  });
  const daughter = { resourceType: "Patient", id: "d", telecom: number("0201"), gender: "female" };
  const son = { resourceType: "Patient", id: "s", telecom: number("0202") };
  const current = observation("pulse", daughter, son);
  const { telecom: _daughters, ...seenDaughter } = daughter;
  const { telecom: _sons, ...seenSon } = son;
  const turned = observation("heart rate", seenSon, { ...seenDaughter, gender: "other" });
  expect(keepFields(turned, current, redaction)).toEqual({
    kind: "kept",
    resource: observation("heart rate", son, { ...seenDaughter, gender: "other", telecom: number("0201") }),
  });
  expect(keepFields(observation("pulse", seenDaughter, { ...son }), current, redaction)).toMatchObject({
    fault: { kind: "hidden", path: "Observation.contained[1].telecom" },
  });
});

test("a writer's own reference shows them no contained resource that only a hidden field refers to", () => {
  const redaction = rulesOf("Observation", [{ type: "Observation", path: "device", access: "hidden" }]);
  const pulse = { resourceType: "Observation", code: { text: "pulse" } };
  const current = {
    ...pulse,
    device: { reference: "#d" },
    contained: [{ resourceType: "Device", id: "d", serialNumber: "4711" }],
  };
  const kept = keepFields({ ...pulse, focus: [{ reference: "#d" }] }, current, redaction);
  if (kept.kind === "refused") throw new Error("refused");
  expect(kept.resource).toMatchObject({
    device: { reference: "#d-1" },
    contained: [{ id: "d-1", serialNumber: "4711" }],
  });
  expect(withoutHidden(kept.resource, redaction)).toEqual({ ...pulse, focus: [{ reference: "#d" }] });
});

test("what is carried can be taken away, and nothing stands in its place", () => {
  const son = { resourceType: "Patient", id: "s", gender: "male" };
  for (const [carrying, bare] of [
    [{ resourceType: "Observation", contained: [son] }, { resourceType: "Observation" }],
    [{ resourceType: "Parameters", parameter: [{ name: "code", valueString: "x" }] }, { resourceType: "Parameters" }],
  ] as const)
    expect(keepFields(bare, carrying, rulesOf(bare.resourceType, numbers))).toEqual({ kind: "kept", resource: bare });
});

test("a bundle's entries with hidden fields stay as they were, and others come beside them", () => {
  const redaction = rulesOf("Bundle", numbers);
  const bundle = (...resources: readonly JsonObject[]) => ({
    resourceType: "Bundle",
    type: "collection",
    entry: resources.map((resource) => ({ resource })),
  });
  const one = { resourceType: "Patient", gender: "female", telecom: number("0201") };
  const seen = { resourceType: "Patient", gender: "female" };
  const pulse = { resourceType: "Observation", code: { text: "pulse" } };
  const current = bundle(one, pulse);
  expect(keepFields(bundle({ ...pulse, status: "final" }, seen, pulse), current, redaction)).toEqual({
    kind: "kept",
    resource: bundle({ ...pulse, status: "final" }, one, pulse),
  });
  for (const sent of [bundle(pulse), bundle({ ...seen, gender: "male" }, pulse)]) {
    const refusal = { kind: "refused", fault: { kind: "reordered", path: "Bundle.entry" } };
    expect(keepFields(sent, current, redaction)).toEqual(refusal);
    // Whatever it is that they don't see.
    expect(keepFields(sent, bundle(seen, pulse), redaction)).toEqual(refusal);
  }
  expect(keepFields(bundle(seen, one, pulse), current, redaction)).toMatchObject({
    fault: { kind: "hidden", path: "Bundle.entry[1].resource.telecom" },
  });
});
