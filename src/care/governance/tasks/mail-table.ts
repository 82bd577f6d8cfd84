import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";
import type { TaskKind } from "./task-kind.ts";

export type MailWhat = "new" | "reminder" | "overdue";

export interface MailRow {
  readonly mail: string;
  readonly task: string;
  readonly person: PersonId;
  readonly what: MailWhat;
  readonly attempts: number;
}

export async function insertMail(
  tx: Transaction,
  tenant: TenantId,
  row: Omit<MailRow, "attempts"> & { readonly next_at: number },
): Promise<void> {
  await tx.query(
    "insert into wardbook.officer_mail (tenant, mail, task, person, what, next_at) values ($1, $2, $3, $4, $5, $6)",
    [tenant, row.mail, row.task, row.person, row.what, row.next_at],
  );
}

/** Takes one that is due, so that no other process sends it too. It comes back unless it is deleted: after one minute, two, four … */
export async function takeMail(
  db: Queryable,
  tenant: TenantId,
  now: number,
): Promise<(MailRow & { readonly kind: TaskKind; readonly open: boolean; readonly due_at: number }) | undefined> {
  const rows = await db.query<MailRow & { kind: TaskKind; open: boolean; due_at: number }>(
    `update wardbook.officer_mail m set attempts = m.attempts + 1, next_at = $2 + 60000 * power(2, least(m.attempts, 10))::bigint
     from wardbook.officer_task t
     where m.tenant = $1 and t.tenant = m.tenant and t.task = m.task and m.mail = (
       select mail from wardbook.officer_mail where tenant = $1 and next_at <= $2 order by next_at, mail limit 1 for update skip locked)
     returning m.mail, m.task, m.person, m.what, m.attempts, t.kind, t.state = 'open' as open, t.due_at`,
    [tenant, now],
  );
  return rows[0];
}

export async function deleteMail(db: Queryable, tenant: TenantId, mail: string): Promise<void> {
  await db.query("delete from wardbook.officer_mail where tenant = $1 and mail = $2", [tenant, mail]);
}
