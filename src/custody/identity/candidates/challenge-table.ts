import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { challengeLifetimeMs } from "./challenge.ts";

/** Uses a challenge up; false when it already was. */
export async function spendChallenge(
  tx: Transaction,
  tenant: TenantId,
  challenge: { readonly nonce: Buffer; readonly issuedAt: number },
): Promise<boolean> {
  const until = challenge.issuedAt + challengeLifetimeMs;
  const rows = await tx.query(
    "insert into wardbook.spent_challenge (tenant, nonce, until) values ($1, $2, $3) on conflict do nothing returning 1",
    [tenant, challenge.nonce, until],
  );
  return rows.length === 1;
}

export async function isSpent(
  tx: Transaction,
  tenant: TenantId,
  challenge: { readonly nonce: Buffer },
): Promise<boolean> {
  const rows = await tx.query("select 1 from wardbook.spent_challenge where tenant = $1 and nonce = $2", [
    tenant,
    challenge.nonce,
  ]);
  return rows.length === 1;
}

/** Forgets challenges that have lapsed anyway. */
export async function sweepSpentChallenges(tx: Transaction, tenant: TenantId, now: number): Promise<void> {
  await tx.query("delete from wardbook.spent_challenge where tenant = $1 and until < $2", [tenant, now]);
}
