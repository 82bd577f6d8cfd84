import type { Permission } from "../../../custody/access/index.ts";
import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";
import type { TaskKind } from "./task-kind.ts";

export type TaskState = "open" | "done";

export interface TaskRow {
  readonly task: string;
  readonly kind: TaskKind;
  readonly about: string;
  readonly permission: Permission;
  readonly assignee: PersonId | null;
  readonly not_for: PersonId | null;
  readonly risk: number;
  readonly state: TaskState;
  readonly created_at: number;
  readonly due_at: number;
  readonly reminded_at: number | null;
  readonly overdue_at: number | null;
  readonly done_at: number | null;
  readonly done_by: PersonId | null;
  readonly sealed: Buffer;
  readonly sealed_done: Buffer | null;
}

const columns =
  "task, kind, about, permission, assignee, not_for, risk, state, created_at, due_at, reminded_at, overdue_at, done_at, done_by, sealed, sealed_done";

export async function insertTask(tx: Transaction, tenant: TenantId, row: TaskRow): Promise<void> {
  await tx.query(
    `insert into wardbook.officer_task (tenant, task, kind, about, permission, assignee, not_for, risk, state, created_at, due_at, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      tenant,
      row.task,
      row.kind,
      row.about,
      row.permission,
      row.assignee,
      row.not_for,
      row.risk,
      row.state,
      row.created_at,
      row.due_at,
      row.sealed,
    ],
  );
}

export interface TaskViewer {
  readonly person: PersonId;
  readonly permissions: readonly string[];
}

// Nobody sees the task about their own act: it would tell when, and by whom, it is looked at.
const visible = `t.permission = any($3::text[]) and (t.assignee is null or t.assignee = $2) and t.not_for is distinct from $2`;

/** Overdue first, then high risk, then the oldest deadline; done ones: the newest first. */
export function tasksFor(
  db: Queryable,
  tenant: TenantId,
  viewer: TaskViewer,
  wanted: { readonly state: TaskState; readonly now: number; readonly limit: number },
): Promise<TaskRow[]> {
  const order =
    wanted.state === "open" ? "(t.due_at <= $5) desc, t.risk desc, t.due_at, t.task" : "t.done_at desc, t.task";
  return db.query(
    `select ${columns} from wardbook.officer_task t
     where t.tenant = $1 and ${visible} and t.state = $4 and $5::bigint is not null order by ${order} limit $6`,
    [tenant, viewer.person, [...viewer.permissions], wanted.state, wanted.now, wanted.limit],
  );
}

export async function countTasks(
  db: Queryable,
  tenant: TenantId,
  viewer: TaskViewer,
  now: number,
): Promise<{ readonly open: number; readonly overdue: number; readonly mine: number }> {
  const rows = await db.query<{ open: number; overdue: number; mine: number }>(
    `select count(*) as open, count(*) filter (where t.due_at <= $4) as overdue, count(*) filter (where t.assignee = $2) as mine
     from wardbook.officer_task t where t.tenant = $1 and ${visible} and t.state = 'open'`,
    [tenant, viewer.person, [...viewer.permissions], now],
  );
  return rows[0] ?? { open: 0, overdue: 0, mine: 0 };
}

/** The row, held until the transaction ends. */
export async function holdTask(tx: Transaction, tenant: TenantId, task: string): Promise<TaskRow | undefined> {
  const rows = await tx.query<TaskRow>(
    `select ${columns} from wardbook.officer_task where tenant = $1 and task = $2 for update`,
    [tenant, task],
  );
  return rows[0];
}

export async function readTask(db: Queryable, tenant: TenantId, task: string): Promise<TaskRow | undefined> {
  const rows = await db.query<TaskRow>(`select ${columns} from wardbook.officer_task where tenant = $1 and task = $2`, [
    tenant,
    task,
  ]);
  return rows[0];
}

/** Open tasks about one thing, held until the transaction ends. */
export function holdTasksAbout(tx: Transaction, tenant: TenantId, about: string): Promise<TaskRow[]> {
  return tx.query(
    `select ${columns} from wardbook.officer_task where tenant = $1 and about = $2 and state = 'open' order by task for update`,
    [tenant, about],
  );
}

export async function assignTask(
  tx: Transaction,
  tenant: TenantId,
  task: string,
  assignee: PersonId | null,
): Promise<void> {
  await tx.query("update wardbook.officer_task set assignee = $3 where tenant = $1 and task = $2", [
    tenant,
    task,
    assignee,
  ]);
}

/** Open tasks that somebody has, held until the transaction ends. */
export function holdAssigned(tx: Transaction, tenant: TenantId): Promise<TaskRow[]> {
  return tx.query(
    `select ${columns} from wardbook.officer_task where tenant = $1 and state = 'open' and assignee is not null order by task for update`,
    [tenant],
  );
}

export async function storeTaskWords(tx: Transaction, tenant: TenantId, task: string, sealed: Buffer): Promise<void> {
  await tx.query("update wardbook.officer_task set sealed = $3 where tenant = $1 and task = $2", [
    tenant,
    task,
    sealed,
  ]);
}

export async function storeTaskDone(
  tx: Transaction,
  tenant: TenantId,
  row: Pick<TaskRow, "task" | "done_at" | "done_by" | "sealed_done">,
): Promise<void> {
  await tx.query(
    "update wardbook.officer_task set state = 'done', done_at = $3, done_by = $4, sealed_done = $5 where tenant = $1 and task = $2",
    [tenant, row.task, row.done_at, row.done_by, row.sealed_done],
  );
}

/** Open tasks whose deadline is over and nobody was told yet, marked as told. */
export function takeOverdue(tx: Transaction, tenant: TenantId, now: number): Promise<TaskRow[]> {
  return tx.query(
    `update wardbook.officer_task set overdue_at = $2
     where tenant = $1 and state = 'open' and due_at <= $2 and overdue_at is null returning ${columns}`,
    [tenant, now],
  );
}

/** Open tasks of the kind that are due soon and were not reminded of yet, marked as reminded. */
export function takeDueSoon(
  tx: Transaction,
  tenant: TenantId,
  wanted: { readonly kinds: readonly TaskKind[]; readonly now: number; readonly dueBefore: number },
): Promise<TaskRow[]> {
  return tx.query(
    `update wardbook.officer_task set reminded_at = $2
     where tenant = $1 and state = 'open' and due_at <= $3 and due_at > $2 and reminded_at is null and kind = any($4::text[])
       and created_at < $2 - 3600000
     returning ${columns}`,
    [tenant, wanted.now, wanted.dueBefore, [...wanted.kinds]],
  );
}
