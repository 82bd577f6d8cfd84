import type { Caller } from "../../custody/access/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";

/** Everything about exceptional access that the ledger must witness. */
export type GovernanceAction =
  | "accesses"
  | "break-glass-asked"
  | "break-glass"
  | "break-glass-ended"
  | "break-glass-reviewed"
  | "vendor-access-requested"
  | "vendor-access-decided"
  | "vendor-access-ended"
  | "access-review-opened"
  | "access-review-assigned"
  | "access-review-decided"
  | "access-review-closed"
  | "role-grant-requested"
  | "role-grant-decided"
  | "proxy-recorded"
  | "proxy-decided"
  | "proxy-ended"
  | "export"
  | "place-slowed"
  | "task-assigned"
  | "task-done";

/** Who does it; `system` is the clock. A `Caller` is one. */
export interface Actor {
  readonly kind: "person" | "client" | "system";
  readonly id: string;
  readonly name: string;
  readonly role?: string | undefined;
  readonly from?: string | undefined;
  readonly requestId?: string | undefined;
}

export interface GovernanceAct {
  readonly action: GovernanceAction;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: Actor;
  /** A sentence: why it was allowed, or for what reason it was done. */
  readonly why: string;
  readonly detail?: string | undefined;
  /** Whose part of the ledger it goes into, sealed under that patient's key. */
  readonly patient?: ResourceId | undefined;
  readonly purpose?: "ETREAT" | undefined;
}

/** Writes the act in the transaction that it witnesses: both happen, or neither. */
export type RecordAct = (tx: Transaction, tenant: TenantId, act: GovernanceAct) => Promise<void>;

/** Ends what is over when nobody is there to do it. */
export const clockActor: Actor = { kind: "system", id: "clock", name: "the clock" };

export function actorOf({ kind, id, name, role, from, requestId }: Caller): Actor {
  return { kind, id, name, role, from, requestId };
}
