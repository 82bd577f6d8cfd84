import { expect, test } from "vitest";
import type { Obligation } from "../retention/index.ts";
import { type Choice, type Fate, decideFates, fateWords, sameFates } from "./fate.ts";

const until = Date.UTC(2030, 2, 1);
const rule = {
  id: "house/prescription",
  words: "7 years from the record's date (house/prescription; …)",
  source: { name: "Wardbook's promises", section: "PR-6", url: "" },
  until,
};
const hold = { number: 3, why: "claim 2026-114" };
const choice: Choice = { record: "Condition/4", ground: "needed for a claim of theirs", until: until + 1 };

const record = (name: string, more: Partial<Obligation> = {}): Obligation => ({
  record: name,
  writtenAt: 0,
  rule: undefined,
  holds: [],
  vouchesFor: [],
  names: [],
  ...more,
});

const chart: readonly Obligation[] = [
  record("Patient/1"),
  record("MedicationRequest/2", { rule }),
  record("Observation/3", { holds: [hold] }),
  record("Condition/4"),
  record("Provenance/5", { vouchesFor: ["MedicationRequest/2"] }),
  record("Provenance/6", { vouchesFor: ["Patient/1"] }),
  record("MedicationRequest/7", { rule, holds: [hold] }),
];

const actions = (fates: readonly Fate[]) => Object.fromEntries(fates.map((fate) => [fate.record, fate.action]));

test("what a rule or a hold keeps stays, with the signature that vouches for it; what the officer keeps is restricted; all else goes", () => {
  const fates = decideFates(chart, [choice]);
  expect(actions(fates)).toEqual({
    "Patient/1": "erase",
    "MedicationRequest/2": "keep",
    "Observation/3": "keep",
    "Condition/4": "restrict",
    "Provenance/5": "keep",
    "Provenance/6": "erase",
    "MedicationRequest/7": "keep",
  });
  expect(fates.map(fateWords)).toEqual([
    "nothing asks to keep it",
    `until 2030-03-01: ${rule.words}`,
    "legal hold 3, claim 2026-114",
    "until 2030-03-01: needed for a claim of theirs",
    "until 2030-03-01: it vouches for MedicationRequest/2, which stays",
    "nothing asks to keep it",
    `until 2030-03-01: legal hold 3, claim 2026-114; ${rule.words}`,
  ]);
});

test("a signature stays as long as anything that it vouches for", () => {
  const longer = record("MedicationRequest/8", { rule: { ...rule, until: until + 366 * 86_400_000 } });
  const about = (...vouchesFor: string[]) =>
    decideFates([...chart, longer, record("Provenance/9", { vouchesFor })], [choice]).at(-1);
  const both = { action: "keep", vouchesFor: ["Condition/4", longer.record], until: longer.rule?.until };
  expect(about("Condition/4", "Patient/1", longer.record)).toMatchObject(both);
  expect(about("Condition/4")).toMatchObject({ action: "restrict", until: choice.until });
  // Nobody knows when a hold ends.
  expect(about(longer.record, "Observation/3")).toMatchObject({ action: "keep", until: undefined });
});

test("nobody chooses about what must stay, or about what isn't there", () => {
  for (const name of ["MedicationRequest/2", "Observation/3"])
    expect(() => decideFates(chart, [{ ...choice, record: name }])).toThrow(
      expect.objectContaining({ code: "erasure/must-stay" }),
    );
  expect(() => decideFates(chart, [{ ...choice, record: "Condition/9" }])).toThrow(
    expect.objectContaining({ code: "erasure/unknown-record" }),
  );
});

test("a hold more, a rule more, a choice more never erases more", () => {
  const erased = (obligations: readonly Obligation[], choices: readonly Choice[]) =>
    new Set(decideFates(obligations, choices).flatMap((fate) => (fate.action === "erase" ? [fate.record] : [])));
  const before = erased(chart, []);
  for (const [index, one] of chart.entries())
    for (const more of [{ holds: [...one.holds, hold] }, { rule }]) {
      const after = erased(chart.with(index, { ...one, ...more }), []);
      expect([...after].filter((name) => !before.has(name))).toEqual([]);
      expect(after.has(one.record)).toBe(false);
    }
  expect([...erased(chart, [choice])]).toEqual([...before].filter((name) => name !== choice.record));
});

test("decisions are the same whatever their order, and not once a ground, a day or a record differs", () => {
  const fates = decideFates(chart, [choice]);
  expect(sameFates(fates, fates.toReversed())).toBe(true);
  const others: readonly (readonly Obligation[])[] = [
    [...chart, record("Condition/8")],
    chart.slice(1),
    chart.with(1, record("MedicationRequest/2", { rule: { ...rule, until: until + 1 } })),
    chart.with(2, record("Observation/3", { holds: [{ ...hold, number: 4 }] })),
    chart.with(2, record("Observation/3", { holds: [hold], rule })),
  ];
  for (const other of others) expect(sameFates(fates, decideFates(other, [choice]))).toBe(false);
  expect(sameFates(fates, decideFates(chart, [{ ...choice, ground: "another one" }]))).toBe(false);
});
