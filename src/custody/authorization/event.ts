import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import type { Actor, Subject } from "../identity/index.ts";

/** Everything about apps and tokens that the ledger must witness. */
export type AuthorizationAct =
  | "client-added"
  | "client-changed"
  | "client-ended"
  | "token-issued"
  | "token-refused"
  | "token-revoked"
  | "app-allowed"
  | "app-withdrawn"
  | "app-launched"
  | "keys-rotated"
  | "federation-changed"
  | "person-linked"
  | "person-unlinked"
  | "sign-in-failed";

export interface AuthorizationEvent {
  readonly act: AuthorizationAct;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: Actor;
  readonly subject?: Subject | undefined;
  /** What exactly: scopes, the key's id, the patient in context. */
  readonly detail?: string | undefined;
  /** The person for whom a program acts. */
  readonly onBehalfOf?: string | undefined;
}

/** Writes the event in the transaction that it witnesses: both happen, or neither. */
export type RecordAuthorization = (tx: Transaction, tenant: TenantId, event: AuthorizationEvent) => Promise<void>;
