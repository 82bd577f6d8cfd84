import { type FhirResource, parseResourceText } from "../../../foundation/fhir/index.ts";
import { type Decision, decisionRecord } from "../decision.ts";
import { signRecord } from "../sign-record.ts";
import { type KeyHistory, makeSignatureKey } from "../signature-key.ts";
import type { SignedRecord } from "../signed-record.ts";

/** Somebody who signs, under a key that nobody else has. */
export interface TestSigner {
  sign(record: FhirResource): Promise<FhirResource>;
  readonly history: KeyHistory;
}

export async function aSigner(): Promise<TestSigner> {
  const madeAt = Date.UTC(2026, 2, 7, 9);
  const key = await makeSignatureKey(madeAt);
  const signer = { id: "0b5c1d9e-6c55-4d8e-9d43-3f3a5a1f0001", name: "Dr Amara Osei" };
  return {
    sign: (record) => signRecord(key, { record, signer, meaning: "authorship", at: madeAt + 60_000 }),
    history: { keys: [key.publicKey] },
  };
}

/** A measurement with a decimal whose last digit counts, signed. */
export async function aSignedRecord(): Promise<SignedRecord> {
  const { sign, history } = await aSigner();
  const record = parseResourceText(`{
    "resourceType": "Observation", "id": "5f1c2f2e-55c1-4df5-a3a3-0d5b9d1c0009",
    "meta": { "versionId": "1" }, "status": "final", "code": { "text": "Body weight" },
    "subject": { "reference": "Patient/7a1c2f2e-55c1-4df5-a3a3-0d5b9d1c0001" },
    "valueQuantity": { "value": 71.50, "unit": "kg" }
  }`) as FhirResource;
  return { record, signatures: [await sign(record)], history };
}

/** What a second person decided, signed. */
export async function aSignedDecision(kind: Decision["kind"]): Promise<SignedRecord> {
  const { sign, history } = await aSigner();
  const record = decisionRecord({
    kind,
    id: "5f1c2f2e-55c1-4df5-a3a3-0d5b9d1c0007",
    whom: { id: "7a1c2f2e-55c1-4df5-a3a3-0d5b9d1c0002", name: "Nia Reed" },
    what: { role: { id: "administrator", label: "Administrator" } },
    decision: "approve",
    reason: "As agreed.",
  });
  return { record, signatures: [await sign(record)], history };
}
