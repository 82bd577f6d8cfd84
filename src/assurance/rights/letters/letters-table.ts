import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";
import type { LetterKind } from "./letter-kind.ts";

export interface LetterRow {
  readonly id: string;
  readonly request: string;
  readonly patient: ResourceId;
  readonly kind: LetterKind;
  /** Milliseconds since 1970. */
  readonly made_at: number;
  /** Counts what was written down of its sending. */
  readonly revision: number;
  readonly sealed: Buffer;
}

const columns = "id, request, patient, kind, made_at, revision, sealed";

export async function insertLetter(
  tx: Transaction,
  tenant: TenantId,
  row: LetterRow & { readonly pdf: Buffer },
): Promise<void> {
  await tx.query(
    `insert into wardbook.rights_letter (tenant, ${columns}, pdf) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tenant, row.id, row.request, row.patient, row.kind, row.made_at, row.revision, row.sealed, row.pdf],
  );
}

/** Newest first. */
export function lettersOf(db: Queryable, tenant: TenantId, requests: readonly string[]): Promise<LetterRow[]> {
  return db.query(
    `select ${columns} from wardbook.rights_letter where tenant = $1 and request = any($2::uuid[])
     order by made_at desc, id`,
    [tenant, requests],
  );
}

/** Of all there are. */
export async function letterIds(db: Queryable, tenant: TenantId): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>("select id from wardbook.rights_letter where tenant = $1", [tenant]);
  return rows.map(({ id }) => id);
}

export async function readLetter(db: Queryable, tenant: TenantId, id: string): Promise<LetterRow | undefined> {
  const rows = await db.query<LetterRow>(
    `select ${columns} from wardbook.rights_letter where tenant = $1 and id = $2`,
    [tenant, id],
  );
  return rows[0];
}

/** The row, held until the transaction ends. */
export async function holdLetter(tx: Transaction, tenant: TenantId, id: string): Promise<LetterRow | undefined> {
  const rows = await tx.query<LetterRow>(
    `select ${columns} from wardbook.rights_letter where tenant = $1 and id = $2 for update`,
    [tenant, id],
  );
  return rows[0];
}

/** As it was sealed. */
export async function readLetterPdf(db: Queryable, tenant: TenantId, id: string): Promise<Buffer | undefined> {
  const rows = await db.query<{ readonly pdf: Buffer }>(
    "select pdf from wardbook.rights_letter where tenant = $1 and id = $2",
    [tenant, id],
  );
  return rows[0]?.pdf;
}

export async function storeSending(
  tx: Transaction,
  tenant: TenantId,
  row: Pick<LetterRow, "id" | "revision" | "sealed">,
): Promise<void> {
  await tx.query("update wardbook.rights_letter set revision = $3, sealed = $4 where tenant = $1 and id = $2", [
    tenant,
    row.id,
    row.revision,
    row.sealed,
  ]);
}

/** Whether a patient's keys were destroyed: nothing else destroys what is in a record. */
export async function isDestroyed(db: Queryable, tenant: TenantId, patient: ResourceId): Promise<boolean> {
  const rows = await db.query("select from wardbook.key_destruction where tenant = $1 and subject = $2 limit 1", [
    tenant,
    patient,
  ]);
  return rows.length > 0;
}
