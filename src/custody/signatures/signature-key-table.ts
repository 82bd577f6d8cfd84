import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../foundation/platform/database/index.ts";

export interface SignatureKeyRow {
  readonly kid: string;
  readonly made_at: number;
  readonly sealed: Buffer;
}

/** Oldest first. */
export function readSignatureKeys(db: Queryable, tenant: TenantId): Promise<SignatureKeyRow[]> {
  return db.query(
    "select kid, made_at, sealed from wardbook.signature_key where tenant = $1 order by made_at, kid",
    [tenant],
    "signature-keys",
  );
}

export async function insertSignatureKey(tx: Transaction, tenant: TenantId, row: SignatureKeyRow): Promise<void> {
  await tx.query("insert into wardbook.signature_key (tenant, kid, made_at, sealed) values ($1, $2, $3, $4)", [
    tenant,
    row.kid,
    row.made_at,
    row.sealed,
  ]);
}

export async function replaceSignatureKey(
  tx: Transaction,
  tenant: TenantId,
  { kid, sealed }: Pick<SignatureKeyRow, "kid" | "sealed">,
): Promise<void> {
  await tx.query("update wardbook.signature_key set sealed = $3 where tenant = $1 and kid = $2", [tenant, kid, sealed]);
}

/** Nobody else makes or retires keys of this organisation until the transaction ends. */
export async function holdSignatureKeys(tx: Transaction, tenant: TenantId): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('wardbook/signature-key/' || $1::text, 0))", [tenant]);
}
