import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { RoleId } from "../../access/index.ts";
import type { SignDecision } from "../../signatures/index.ts";
import { type Actor, IdentityError } from "../person/index.ts";

/** The request of somebody else that a change approves, and what signs the approval. */
export interface RoleApproval {
  readonly id: string;
  readonly sign: SignDecision;
}

/** Somebody gets a role, or loses one. */
export interface RoleChange {
  readonly actor: Actor;
  readonly person: PersonId;
  readonly personName: string;
  /** Undefined for an account that is new or restored. */
  readonly from: RoleId | undefined;
  /** Undefined for an account that ends. */
  readonly to: RoleId | undefined;
  /** The request of somebody else that this change approves. */
  readonly approval?: RoleApproval | undefined;
}

/** Told in the transaction of each such change; answers why it may not be. */
export type WitnessRoleChange = (
  tx: Transaction,
  tenant: TenantId,
  change: RoleChange,
) => Promise<
  | {
      readonly code: "people/second-needed" | "people/last-manager" | "people/beyond-own";
      readonly message: string;
    }
  | undefined
>;

/** @throws IdentityError `people/second-needed`, `people/last-manager`, `people/beyond-own` */
export async function expectRoleChange(
  { witnessRoleChange }: { readonly witnessRoleChange?: WitnessRoleChange | undefined },
  tx: Transaction,
  tenant: TenantId,
  change: RoleChange,
): Promise<void> {
  const refusal = await witnessRoleChange?.(tx, tenant, change);
  if (refusal !== undefined) throw new IdentityError(refusal.code, refusal.message, { path: "role" });
}
