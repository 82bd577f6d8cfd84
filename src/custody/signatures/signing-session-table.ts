import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../foundation/platform/database/index.ts";

export interface SigningSessionRow {
  /** When the session's person last proved both components for a signature, milliseconds since 1970. */
  readonly spent_proof: number;
  readonly signed_at: number;
}

export async function readSigningSession(
  db: Queryable,
  tenant: TenantId,
  session: string,
): Promise<SigningSessionRow | undefined> {
  const rows = await db.query<SigningSessionRow>(
    "select spent_proof, signed_at from wardbook.signing_session where tenant = $1 and session = $2",
    [tenant, session],
  );
  return rows[0];
}

/** Spends a proof of both components. @returns false when it, or a later one, was spent before */
export async function spendProof(
  tx: Transaction,
  tenant: TenantId,
  row: SigningSessionRow & { readonly session: string },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into wardbook.signing_session as s (tenant, session, spent_proof, signed_at) values ($1, $2, $3, $4)
     on conflict (tenant, session) do update set spent_proof = excluded.spent_proof, signed_at = excluded.signed_at
     where s.spent_proof < excluded.spent_proof returning 1`,
    [tenant, row.session, row.spent_proof, row.signed_at],
  );
  return rows.length === 1;
}

/** Notes a further signature. @returns false when there was none before */
export async function noteSigning(tx: Transaction, tenant: TenantId, session: string, at: number): Promise<boolean> {
  const rows = await tx.query(
    "update wardbook.signing_session set signed_at = $3 where tenant = $1 and session = $2 returning 1",
    [tenant, session, at],
  );
  return rows.length === 1;
}

/** Forgets sessions that are over in any case. */
export async function sweepSigningSessions(tx: Transaction, tenant: TenantId, signedBefore: number): Promise<void> {
  await tx.query("delete from wardbook.signing_session where tenant = $1 and signed_at < $2", [tenant, signedBefore]);
}
