import { expect, test } from "vitest";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Obligation } from "../retention/index.ts";
import { chosenAmong, namersOf } from "./chosen-records.ts";

const record = (name: string, more: Partial<Obligation> = {}): Obligation => ({
  record: name,
  writtenAt: 0,
  rule: undefined,
  holds: [],
  vouchesFor: [],
  names: [],
  ...more,
});
const patient = "1" as ResourceId;
const chart = [
  record("Patient/1"),
  record("DocumentReference/2", { names: ["Patient/1", "Binary/3", "Binary/4"] }),
  record("Binary/3"),
  record("Binary/4"),
  record("DocumentReference/5", { names: ["Binary/4"] }),
  record("Provenance/6", { vouchesFor: ["DocumentReference/2"] }),
  record("Provenance/7", { vouchesFor: ["Provenance/6"] }),
  record("Provenance/8", { vouchesFor: ["DocumentReference/2", "DocumentReference/5"] }),
  record("Communication/9", { names: ["DocumentReference/2"] }),
];

test("with a record go its signatures and the files that nothing else names, and whatever else names it is told", () => {
  const chosen = chosenAmong(chart, patient, ["DocumentReference/2"]);
  expect(chosen.map((one) => one.record)).toEqual(["DocumentReference/2", "Binary/3", "Provenance/6", "Provenance/7"]);
  expect(namersOf(chart, chosen)).toEqual(["Communication/9"]);
  expect(chosenAmong(chart, patient, ["DocumentReference/2", "DocumentReference/5"])).toHaveLength(7);
});

test("what isn't the patient's, or says who the patient is, isn't erased by itself", () => {
  for (const [records, code] of [
    [["Observation/2"], "erasure/unknown-record"],
    [["DocumentReference/2", "Patient/1"], "erasure/whole-only"],
  ] as const)
    expect(() => chosenAmong(chart, patient, records)).toThrow(expect.objectContaining({ code }));
});
