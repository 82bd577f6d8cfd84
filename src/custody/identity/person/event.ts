import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { type PersonName, displayName } from "./person.ts";

/** Everything about identities that the ledger must witness. */
export type IdentityAct =
  | "signed-in"
  | "sign-in-failed"
  | "locked"
  | "unlocked"
  | "signed-out"
  | "password-changed"
  | "second-factor-enrolled"
  | "person-added"
  | "role-changed"
  | "person-ended"
  | "person-restored"
  | "account-removed"
  | "credentials-reset"
  | "person-changed"
  | "authenticator-added"
  | "authenticator-removed"
  | "passkey-refused"
  | "recovery-codes-made"
  | "recovery-code-used"
  | "recovery-started"
  | "recovery-approved"
  | "recovery-refused"
  | "recovery-confirmed"
  | "recovery-begun"
  | "recovery-done"
  | "recovery-cancelled"
  | "session-ended"
  | "stepped-up"
  | "purpose-changed"
  | "setting-changed";

/** Who does it. `system` acts when nobody is proven yet (a failed sign-in, the set-up) or at the operator's console. A `Caller` is one. */
export interface Actor {
  readonly kind: "person" | "client" | "system";
  readonly id: string;
  readonly name: string;
  readonly role?: string | undefined;
  readonly from?: string | undefined;
  readonly requestId?: string | undefined;
}

/** Whom or what it is done to, where that is somebody other than the actor. */
export interface Subject {
  readonly kind: "person" | "client";
  readonly id: string;
  readonly name: string;
}

export interface IdentityEvent {
  readonly act: IdentityAct;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: Actor;
  readonly subject?: Subject | undefined;
  /** What exactly: "clinician to auditor", "password", "system/*.rs". */
  readonly detail?: string | undefined;
}

/** Writes the event in the transaction that it witnesses: both happen, or neither. */
export type RecordEvent = (tx: Transaction, tenant: TenantId, event: IdentityEvent) => Promise<void>;

/** Where a request comes from. */
export interface Origin {
  readonly from: string;
  readonly requestId: string;
  /** The browser's own words about itself. */
  readonly userAgent?: string | undefined;
}

/** Stands for the sign-in itself, as long as nobody has proven who they are. */
export function signInActor(origin: Origin): Actor {
  return { kind: "system", id: "sign-in", name: "sign-in", from: origin.from, requestId: origin.requestId };
}

export function personSubject(person: PersonName & { readonly id: string }): Subject {
  return { kind: "person", id: person.id, name: displayName(person) };
}

/** Somebody who has proven who they are. */
export function personActor(person: PersonName & { readonly id: string }, role: string, origin: Origin): Actor {
  const { from, requestId } = origin;
  return { kind: "person", id: person.id, name: displayName(person), role, from, requestId };
}
