import type { Permission } from "../../../custody/access/index.ts";
import type { VaultColumn } from "../../../custody/chart/index.ts";
import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { Actor } from "../act.ts";
import { unlessAltered } from "../altered.ts";
import type { Colleague, GovernancePorts, Vault } from "../ports.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import { type MailWhat, insertMail } from "./mail-table.ts";
import { type TaskKind, riskNumber, taskKinds } from "./task-kind.ts";
import { type TaskRow, holdTasksAbout, insertTask, storeTaskDone, storeTaskWords } from "./task-table.ts";

export type TaskPorts = Pick<GovernancePorts, "vault" | "directory" | "now" | "newId" | "sendMail" | "onAltered">;

export interface NewTask {
  readonly kind: TaskKind;
  readonly about: string;
  /** One sentence; nothing of patients. */
  readonly title: string;
  readonly dueAt: number;
  readonly assignee?: PersonId | undefined;
  /** Whose it is, where those whom the kind is for can't do it. */
  readonly permission?: Permission | undefined;
  /** Whose own act it is: they neither see nor do it. */
  readonly notFor?: PersonId | undefined;
}

interface Words {
  readonly title: string;
  readonly gathered?: readonly string[];
}

const mostGathered = 1000;
const context = (row: Pick<TaskRow, "task" | "kind" | "about">) => `officer-task|${row.task}|${row.kind}|${row.about}`;
const doneContext = (task: string) => `officer-task-done|${task}`;

export const taskColumns: readonly VaultColumn[] = [
  {
    table: "officer_task",
    column: "sealed",
    key: ["task"],
    also: ["kind", "about"],
    contexts: (row: Pick<TaskRow, "task" | "kind" | "about">) => [context(row)],
  },
  {
    table: "officer_task",
    column: "sealed_done",
    key: ["task"],
    contexts: ({ task }: Pick<TaskRow, "task">) => [doneContext(task)],
  },
];

export function openTitle(vault: Vault, row: TaskRow): string {
  return openJson<Words>(vault, context(row), row.sealed).title;
}

export interface Done {
  readonly name: string;
  readonly note?: string | undefined;
}

export function openDone(vault: Vault, row: TaskRow): Done | undefined {
  return row.sealed_done === null ? undefined : openJson<Done>(vault, doneContext(row.task), row.sealed_done);
}

/** Puts the task on the lists of those it is for, and their mail in the outbox, in the transaction of what it is about. */
export async function openTask(
  ports: TaskPorts,
  tx: Transaction,
  tenant: TenantId,
  { title, ...task }: NewTask,
): Promise<void> {
  await openTaskWith(ports, tx, tenant, task, { title });
}

async function openTaskWith(
  ports: TaskPorts,
  tx: Transaction,
  tenant: TenantId,
  { kind, about, dueAt, assignee, permission, notFor }: Omit<NewTask, "title">,
  words: Words,
): Promise<void> {
  const usual = taskKinds[kind];
  const place = { task: ports.newId(), kind, about };
  const row: TaskRow = {
    ...place,
    permission: permission ?? usual.permission,
    assignee: assignee ?? null,
    not_for: notFor ?? null,
    risk: riskNumber[usual.risk],
    state: "open",
    created_at: ports.now(),
    due_at: dueAt,
    reminded_at: null,
    overdue_at: null,
    done_at: null,
    done_by: null,
    sealed: sealJson(await ports.vault(tenant), context(place), words),
    sealed_done: null,
  };
  await insertTask(tx, tenant, row);
  await tellOf(ports, tx, tenant, row, "new");
}

/**
 * A task that gathers what may happen often: while it is open, more of it makes its sentence longer, and neither a second task nor
 * mail. Nobody can flood the list by making it happen. With nothing more, an open one is only said anew.
 */
export async function gatherTask(
  ports: TaskPorts,
  tx: Transaction,
  tenant: TenantId,
  gathered: {
    readonly kind: TaskKind;
    readonly about: string;
    /** What is gathered: people's ids, for instance. */
    readonly more: readonly string[];
    readonly title: (all: readonly string[], since: number) => string;
    readonly dueAt: number;
    /** `more` is all there is: what isn't in it any more has settled by itself. */
    readonly isAll?: boolean;
  },
): Promise<void> {
  const { kind, about, more, dueAt } = gathered;
  const vault = await ports.vault(tenant);
  const open = (await holdTasksAbout(tx, tenant, about)).find((row) => row.kind === kind);
  if (open === undefined) {
    if (more.length === 0) return;
    const all = [...new Set(more)].slice(0, mostGathered);
    const words = { title: gathered.title(all, ports.now()), gathered: all };
    await openTaskWith(ports, tx, tenant, { kind, about, dueAt }, words);
    return;
  }
  const altered = { table: "officer_task", id: open.task } as const;
  const read = unlessAltered(ports, tenant, altered, () => openJson<Words>(vault, context(open), open.sealed));
  const known = read?.gathered ?? [];
  const before = gathered.isAll === true ? [] : known;
  const all = [...new Set([...before, ...more])].slice(0, mostGathered);
  const words: Words = { title: gathered.title(all, open.created_at), gathered: all };
  const isSame = all.length === known.length && all.every((one) => known.includes(one));
  if (read !== undefined && isSame && read.title === words.title) return;
  await storeTaskWords(tx, tenant, open.task, sealJson(vault, context(open), words));
}

/** Puts mail to everybody the task is for into the outbox. */
export async function tellOf(
  ports: TaskPorts,
  tx: Transaction,
  tenant: TenantId,
  row: TaskRow,
  what: MailWhat,
): Promise<void> {
  if (ports.sendMail === undefined) return;
  for (const { id } of await recipientsOf(ports, tenant, row))
    await insertMail(tx, tenant, { mail: ports.newId(), task: row.task, person: id, what, next_at: ports.now() });
}

async function recipientsOf(ports: TaskPorts, tenant: TenantId, row: TaskRow): Promise<readonly Colleague[]> {
  const able = await ports.directory.with(tenant, row.permission);
  return able.filter(
    ({ id, email }) => email !== undefined && id !== row.not_for && (row.assignee === null || row.assignee === id),
  );
}

/** Marks the open tasks about one thing as done, in the transaction that decides it. */
export async function finishTasks(
  ports: TaskPorts,
  tx: Transaction,
  tenant: TenantId,
  done: {
    readonly about: string;
    readonly by: Actor;
    readonly note?: string | undefined;
    /** Only these; all without it. */
    readonly which?: (row: TaskRow) => boolean;
  },
): Promise<void> {
  for (const row of await holdTasksAbout(tx, tenant, done.about))
    if (done.which?.(row) !== false) await finish(ports, tx, tenant, row.task, done.by, done.note);
}

export async function finish(
  ports: TaskPorts,
  tx: Transaction,
  tenant: TenantId,
  task: string,
  by: Actor,
  note: string | undefined,
): Promise<void> {
  const said: Done = { name: by.name, note };
  await storeTaskDone(tx, tenant, {
    task,
    done_at: ports.now(),
    done_by: by.kind === "person" ? (by.id as PersonId) : null,
    sealed_done: sealJson(await ports.vault(tenant), doneContext(task), said),
  });
}
