import type { PersonId, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../foundation/platform/database/index.ts";
import type { DraftId } from "./draft.ts";

export interface DraftRow {
  readonly id: DraftId;
  readonly author: PersonId;
  readonly patient: ResourceId;
  readonly key_no: number;
  readonly revision: number;
  readonly saved_at: number;
  readonly sealed: Buffer;
}

const columns = "id, author, patient, key_no, revision, saved_at, sealed";

/** @returns false when the id is taken. */
export async function insertDraft(tx: Transaction, tenant: TenantId, row: DraftRow): Promise<boolean> {
  const rows = await tx.query(
    `insert into wardbook.note_draft (tenant, ${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (tenant, id) do nothing returning 1`,
    [tenant, row.id, row.author, row.patient, row.key_no, row.revision, row.saved_at, row.sealed],
    "insert-draft",
  );
  return rows.length === 1;
}

/** The row, held until the transaction ends. */
export async function holdDraft(tx: Transaction, tenant: TenantId, id: DraftId): Promise<DraftRow | undefined> {
  const rows = await tx.query<DraftRow>(
    `select ${columns} from wardbook.note_draft where tenant = $1 and id = $2 for update`,
    [tenant, id],
    "hold-draft",
  );
  return rows[0];
}

export async function updateDraft(tx: Transaction, tenant: TenantId, row: DraftRow): Promise<void> {
  await tx.query(
    "update wardbook.note_draft set key_no = $3, revision = $4, saved_at = $5, sealed = $6 where tenant = $1 and id = $2",
    [tenant, row.id, row.key_no, row.revision, row.saved_at, row.sealed],
    "update-draft",
  );
}

export function draftsOf(db: Queryable, tenant: TenantId, author: PersonId, patient: ResourceId): Promise<DraftRow[]> {
  return db.query(
    `select ${columns} from wardbook.note_draft where tenant = $1 and author = $2 and patient = $3 order by saved_at desc, id`,
    [tenant, author, patient],
    "drafts-of",
  );
}

/** Whoever writes them, newest first. */
export function draftsAbout(db: Queryable, tenant: TenantId, patient: ResourceId): Promise<DraftRow[]> {
  return db.query(
    `select ${columns} from wardbook.note_draft where tenant = $1 and patient = $2 order by saved_at desc, id`,
    [tenant, patient],
    "drafts-about",
  );
}

/** Whose chart the author's draft is in. */
export async function patientOfDraft(
  db: Queryable,
  tenant: TenantId,
  author: PersonId,
  id: DraftId,
): Promise<ResourceId | undefined> {
  const rows = await db.query<{ patient: ResourceId }>(
    "select patient from wardbook.note_draft where tenant = $1 and author = $2 and id = $3",
    [tenant, author, id],
    "patient-of-draft",
  );
  return rows[0]?.patient;
}

/** @returns whether the draft was there, at this revision where one is given. */
export async function deleteDraft(
  tx: Transaction,
  tenant: TenantId,
  draft: { readonly author: PersonId; readonly id: DraftId; readonly revision?: number },
): Promise<boolean> {
  const rows = await tx.query(
    "delete from wardbook.note_draft where tenant = $1 and author = $2 and id = $3 and ($4::int is null or revision = $4) returning 1",
    [tenant, draft.author, draft.id, draft.revision ?? null],
    "delete-draft",
  );
  return rows.length === 1;
}
