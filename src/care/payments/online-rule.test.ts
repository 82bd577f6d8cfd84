import { expect, test } from "vitest";
import { aReceptionist } from "../../../test/people/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import { type ResourceId, parseTenantId } from "../../foundation/kernel/index.ts";
import { type Notes, noNotes, withNotes } from "./online-record.ts";
import { onlineRule } from "./online-rule.ts";
import { extensionUrl } from "./vocabulary.ts";

const [paid, one, other] = [
  "0c9c1e52-5a4b-4f5e-9d3a-6c1f2b7a8d90",
  "1d8b2f63-6b5c-4a6f-8e4b-7d2a3c8b9ea1",
  "2e7a3074-7c6d-4b70-9f5c-8e3b4d9cafb2",
] as [ResourceId, ResourceId, ResourceId];

function notice(id: ResourceId, status: string, online: Notes["online"]): FhirResource {
  const back = { url: extensionUrl.refundOf, valueReference: { reference: `PaymentNotice/${paid}` } };
  const bare = { resourceType: "PaymentNotice", id, status, ...(id === paid ? {} : { extension: [back] }) };
  return withNotes(bare as FhirResource, { ...noNotes, online });
}

test("what goes back on a payment is counted after the turn is read: a refund that somebody approves just before counts", async () => {
  const approved: { readonly id: ResourceId; readonly resource: FhirResource }[] = [];
  const rule = onlineRule(
    {
      current: async () => new Map([[paid, notice(paid, "active", { state: "paid", intent: "pi_1" })]]),
      find: async () => approved,
      goesBackOn: async (_tenant, _refund, _payment, others) => others.length === 0,
    },
    async () => {
      approved.push({ id: other, resource: notice(other, "active", { state: "sending" }) });
      return {};
    },
  );
  const previous = notice(one, "draft", { state: "requested" });
  const change = { caller: aReceptionist(parseTenantId(1)), action: "update", type: "PaymentNotice", id: one } as const;
  await expect(rule({ ...change, previous, next: { ...previous, status: "active" } })).rejects.toMatchObject({
    code: "chart/against-rule",
  });
});
