import { type Permission, runningRights } from "../../../custody/access/index.ts";
import type { PersonId } from "../../../foundation/kernel/index.ts";

/** Somebody has to be left who can let people in and set roles right. */
export const indispensableRights: readonly Permission[] = ["people.manage", "roles.manage"];

/** An account, as it stands in a transaction that holds all accounts' roles. */
export interface StandingAccount {
  readonly id: PersonId;
  readonly role: string;
  readonly ended: boolean;
  readonly signedInOnce: boolean;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
}

/** Accounts and roles, which nobody changes until the transaction ends. */
export interface Standing {
  readonly accounts: readonly StandingAccount[];
  /** Undefined for a role that doesn't exist. */
  roleOf(id: string): { readonly label: string; readonly permissions: ReadonlySet<Permission> } | undefined;
}

/** Which of them a role gives. */
export function rightsOf({ roleOf }: Standing, role: string | undefined): ReadonlySet<Permission> {
  const permissions = role === undefined ? undefined : roleOf(role)?.permissions;
  return new Set(runningRights.filter((right) => permissions?.has(right) === true));
}

/** What is in the first and not in the second. */
export function beyond(some: Iterable<Permission>, others: ReadonlySet<Permission>): readonly Permission[] {
  return [...some].filter((right) => !others.has(right));
}

/** Whether somebody with this role may ask for, or approve, what gives these rights. */
export function mayGive(standing: Standing, role: string | undefined, gains: readonly Permission[]): boolean {
  const own = rightsOf(standing, role);
  return own.has("people.manage") && beyond(gains, own).length === 0;
}
