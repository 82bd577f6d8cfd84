import { expect } from "vitest";
import { randomUuid } from "../../../src/foundation/crypto/index.ts";
import { parseResourceId } from "../../../src/foundation/kernel/index.ts";
import type { TestHouse } from "../../support/house.ts";
import { type Known, canary } from "./known.ts";
import { signedIn } from "./signed-in.ts";

/** A request about the patient's record, a hold on it, and its appraisal. */
export async function keptAndAsked(
  serving: TestHouse,
  patient: string,
): Promise<Pick<Known, "request" | "letter" | "proxy" | "appraisal">> {
  const { house, tenant, origin } = serving;
  const caller = await signedIn(serving, tenant, "privacy-officer");
  const post = async (
    path: string,
    body: object,
  ): Promise<{ readonly id?: string; readonly proxy?: { readonly id: string } }> => {
    const answer = await fetch(`${origin}${path}`, { method: "POST", headers: caller, body: JSON.stringify(body) });
    expect(answer.status, path).toBe(201);
    return (await answer.json()) as { id?: string; proxy?: { id: string } };
  };
  const { id: request = "" } = await post("/api/rights/requests", {
    patientId: patient,
    kind: "access",
    law: "gdpr",
    asker: { name: canary, relation: "self" },
    channel: "letter",
    asked: canary,
  });
  const today = new Date().toISOString().slice(0, 10);
  const { proxy } = await post("/api/proxies", {
    patientId: patient,
    account: { kind: "new", username: "acts.for", given: canary, family: canary },
    authority: "own-wish",
    relationship: canary,
    proof: { kind: "signed-statement", reference: canary, seenOn: today },
    startsOn: today,
    endsOn: new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10),
  });
  const { id: letter = "" } = await post(`/api/rights/requests/${request}/letters`, {
    kind: "acknowledgement",
    revision: 1,
    note: canary,
  });
  await post("/api/retention/holds", { scope: { kind: "patient", patient }, why: `${canary} is in court.` });
  const appraisal = randomUuid();
  await house.db.tenant(tenant).query(
    `insert into wardbook.retention_appraisal (tenant, id, patient, state, queued_at, changed_at, sealed)
     values ($1, $2, $3, 'queued', 1, 1, $4)`,
    [tenant, appraisal, patient, Buffer.from(canary)],
  );
  return { request, letter, proxy: proxy?.id ?? "", appraisal };
}

/** Somebody's erasure, and a record that stayed of it. */
export async function erased(
  { house, tenant }: TestHouse,
  patient: string,
): Promise<Pick<Known, "erasure" | "retained">> {
  const [erasure, retained] = [randomUuid(), randomUuid()];
  const [proposer, decider] = [randomUuid(), randomUuid()];
  const sealed = Buffer.from(canary);
  await house.keys.destroyPatient(tenant, parseResourceId(patient), "erasure", {
    records: [],
    async store(tx) {
      await tx.query(
        `insert into wardbook.erasure (tenant, id, patient, state, proposer, decider, proposed_at, changed_at, sealed)
         values ($1, $2, $3, 'erased', $4, $5, 1, 1, $6)`,
        [tenant, erasure, patient, proposer, decider, sealed],
      );
      await tx.query(
        `insert into wardbook.retained_record (tenant, id, erasure, patient, state, changed_at, sealed_facts, sealed)
         values ($1, $2, $3, $4, 'kept', 1, $5, $5)`,
        [tenant, retained, erasure, patient, sealed],
      );
    },
  });
  return { erasure, retained };
}
