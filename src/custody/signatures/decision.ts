import type { FhirResource, JsonObject } from "../../foundation/fhir/index.ts";
import type { Clock, Secret, TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import type { Caller } from "../access/index.ts";
import type { ConfirmSigner } from "./confirm-signer.ts";
import type { Signatures } from "./signatures.ts";
import type { SignedRecord } from "./signed-record.ts";
import { type Verdict, verifySignature } from "./verify-signature.ts";

/** What a second person decided. It is no FHIR record, and is signed as one: what, about whom, how, and why. */
export interface Decision {
  readonly kind:
    | "role-grant"
    | "break-glass-review"
    | "vendor-access"
    | "recovery-approval"
    | "retention-destruction"
    | "erasure";
  /** Of what is decided on, or of the decision where there are several: a UUID. */
  readonly id: string;
  /** Which of several of this id, from 1. */
  readonly number?: number;
  readonly whom: { readonly id: string; readonly name: string };
  /** What it is about. Texts only, so that any reader of JSON writes it as it was signed. */
  readonly what: JsonObject;
  readonly decision: string;
  readonly reason?: string | undefined;
}

/** A decision in the shape of a record version, which no FHIR type is named as. */
export function decisionRecord({ kind, id, number = 1, whom, what, decision, reason }: Decision): FhirResource {
  return {
    resourceType: "WardbookDecision",
    id,
    meta: { versionId: String(number) },
    kind,
    whom: { id: whom.id, name: whom.name },
    what,
    decision,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Uses what the signer showed, and signs. @returns the Provenance, to be kept with the decision in the same transaction */
export type SignDecision = (tx: Transaction, decision: Decision) => Promise<FhirResource>;

/** A decision's signature, checked now. */
export interface JudgedDecision {
  readonly verdict: Verdict;
  /** For a check elsewhere. */
  readonly record: SignedRecord;
}

/** Checks a signature against the decision as its row has it now. */
export type JudgeDecision = (decision: Decision, signature: FhirResource) => Promise<JudgedDecision>;

/** One way for a second person to sign what they decide. */
export interface Decisions {
  /** To be asked before the transaction. @throws what `confirmSigner` throws */
  signer(
    caller: Caller,
    signing: { readonly meaning: "approval" | "review"; readonly password: Secret<string> | undefined },
  ): Promise<SignDecision>;
  judge(tenant: TenantId): Promise<JudgeDecision>;
}

export interface DecisionsPorts {
  readonly signatures: Pick<Signatures, "signer" | "history">;
  readonly confirmSigner: ConfirmSigner;
  readonly now: Clock;
}

export function openDecisions({ signatures, confirmSigner, now }: DecisionsPorts): Decisions {
  return {
    async signer(caller, { meaning, password }) {
      const spend = await confirmSigner(caller, password);
      const sign = await signatures.signer(caller.tenant);
      return async (tx, decision) => {
        await spend(tx);
        return sign({ record: decisionRecord(decision), signer: caller, meaning, at: now() });
      };
    },

    async judge(tenant) {
      const history = await signatures.history(tenant);
      return async (decision, signature) => {
        const record = decisionRecord(decision);
        const verdict = await verifySignature(record, signature, history);
        return { verdict, record: { record, signatures: [signature], history } };
      };
    },
  };
}
