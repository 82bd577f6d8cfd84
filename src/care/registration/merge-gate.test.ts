import { expect, test } from "vitest";
import type { ProposedChange } from "../../custody/chart/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { asMerged, linksText } from "./links.ts";
import { openMergeGate } from "./merge-gate.ts";
import { patientRule } from "./patient-rule.ts";
import type { PatientRulePorts } from "./ports.ts";

test("while a merge passes, no other link of that record does, and none once it is over", async () => {
  const [tenant, replaced, survivor] = [1 as TenantId, "one" as ResourceId, "other" as ResourceId];
  const gate = openMergeGate();
  const rule = patientRule({ gate, record: async () => undefined } as unknown as PatientRulePorts);
  const previous = { resourceType: "Patient", id: replaced } as FhirResource;
  const merged = (into: string) =>
    asMerged(previous, into as ResourceId, { at: "2026-03-07T09:00:00Z", by: "Tom Birch", why: "twice here" });
  const write = (next: FhirResource) =>
    rule({ caller: { tenant }, action: "update", type: "Patient", id: replaced, previous, next } as ProposedChange);
  const refused = { code: "chart/against-rule", path: "Patient.link" };
  const merge = { act: "records-merged", replaced, survivor, links: linksText(merged(survivor)) } as const;
  await gate.through(tenant, merge, async () => {
    await expect(write(merged("somebody-else"))).rejects.toMatchObject(refused);
    await expect(write(merged(survivor))).resolves.toMatchObject({ alongside: expect.any(Function) });
  });
  await expect(write(merged(survivor))).rejects.toMatchObject(refused);
});
