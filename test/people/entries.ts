import type { Witnessed } from "../../src/custody/ledger/index.ts";
import type { ResourceId } from "../../src/foundation/kernel/index.ts";

/** Entries of a made-up actor, about a patient where one is given. */
export function someEntries(count: number, patient?: ResourceId): readonly Witnessed[] {
  return Array.from({ length: count }, (_, n) => ({
    entry: {
      at: Date.UTC(2026, 2, 7, 9),
      action: "read",
      actor: { kind: "person", id: "5f1c2f2e-55c1-4df5-a3a3-0d5b9d1c0009", name: "Dr Ada Okafor", role: "clinician" },
      why: "as clinician of this organisation",
      resources: [`Observation/${n}/1`],
      count: 1,
    },
    patient,
  }));
}
