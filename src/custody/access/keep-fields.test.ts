import { expect, test } from "vitest";
import { seeded } from "../../../test/access/random.ts";
import { aResource, aSituation } from "../../../test/access/situations.ts";
import type { JsonObject } from "../../foundation/fhir/index.ts";
import { keepFields } from "./keep-fields.ts";
import { withoutHidden } from "./redact.ts";

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
    const { fieldRules } = aSituation(random);
    const current = aResource(random);
    const hidden = fieldRules.flatMap(({ type, path, access }) =>
      type === current.resourceType && access === "hidden" ? [path] : [],
    );
    if (hidden.length === 0) continue;
    const redaction = { hidden, readOnly: [] };
    const seen = withoutHidden(current, redaction);
    if (JSON.stringify(seen) !== JSON.stringify(current)) changed += 1;
    const kept = keepFields(seen, current, redaction);
    expect(kept.kind).toBe("kept");
    if (kept.kind === "kept") expect(sorted(kept.resource)).toEqual(sorted(current));
  }
  expect(changed).toBeGreaterThan(100);
});

test("a refusal depends on nothing that is hidden", () => {
  const redaction = { hidden: ["participant.actor"], readOnly: [] };
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
  const redaction = { hidden: ["contact.relationship"], readOnly: ["managingOrganization"] };
  expect(keepFields(after, before, redaction)).toMatchObject({
    kind: "kept",
    resource: { contact: [{ relationship: [{ text: "daughter" }], gender: "female" }] },
  });
  const moved = patient({ managingOrganization: { display: "Hill Clinic", reference: "Organization/2" } });
  expect(keepFields(moved, before, redaction)).toMatchObject({ fault: { kind: "read-only" } });
});
