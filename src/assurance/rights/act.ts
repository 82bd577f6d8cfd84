import type { Caller } from "../../custody/access/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";

/** Everything about a person's request that the ledger must witness. */
export type RightsAction =
  | "rights-request-received"
  | "rights-request-changed"
  | "rights-request-answered"
  | "rights-letter-made"
  | "rights-letter-sent"
  | "restriction-placed"
  | "restriction-told"
  | "restriction-kept"
  | "restriction-lifted";

export interface RightsAct {
  readonly action: RightsAction;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly caller: Caller;
  /** A sentence. */
  readonly why: string;
  readonly detail: string;
  /** Whose record it is about; the act is sealed under that patient's key, and told to them. */
  readonly patient: ResourceId;
  /** What it touched: "Observation/<id>". Absent: the patient, whose record it is about. */
  readonly resources?: readonly string[] | undefined;
}

/** Writes the act in the transaction that it witnesses: both happen, or neither. */
export type RecordRightsAct = (tx: Transaction, tenant: TenantId, act: RightsAct) => Promise<void>;
