import type { Caller } from "../../../custody/access/index.ts";
import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import { actorOf } from "../act.ts";
import { alteredWords, unlessAltered } from "../altered.ts";
import { GovernanceError } from "../governance-error.ts";
import type { Colleague, GovernancePorts, Vault } from "../ports.ts";
import { finish, openDone, openTitle, tellOf } from "./open-task.ts";
import { type Risk, type TaskKind, riskOf, taskKinds } from "./task-kind.ts";
import {
  type TaskRow,
  type TaskState,
  type TaskViewer,
  assignTask,
  countTasks,
  holdTask,
  readTask,
  tasksFor,
} from "./task-table.ts";

export interface OfficerTask {
  readonly id: string;
  readonly kind: TaskKind;
  readonly title: string;
  readonly about: string;
  readonly risk: Risk;
  readonly createdAt: number;
  readonly dueAt: number;
  readonly overdue: boolean;
  readonly state: TaskState;
  readonly assignee: { readonly id: PersonId; readonly name: string } | undefined;
  readonly doneBy: string | undefined;
  readonly doneAt: number | undefined;
  readonly completable: boolean;
  /** Somebody who has the database altered it: its sentence can't be read. */
  readonly altered: boolean;
}

/** What officers have to do, as far as their permissions go: assigned to them, or open to everybody who may. */
export interface Tasks {
  list(
    caller: Caller,
    state: TaskState,
  ): Promise<{
    readonly tasks: readonly OfficerTask[];
    readonly counts: { readonly open: number; readonly overdue: number; readonly mine: number };
  }>;
  /** @throws GovernanceError `task/unknown`, `task/done-by-deciding`, `task/illegal-change` */
  complete(caller: Caller, task: string, note: string): Promise<OfficerTask>;
  /** @throws GovernanceError `task/unknown`, `task/unsuitable-assignee`, `task/illegal-change` */
  assign(caller: Caller, task: string, to: PersonId | undefined): Promise<OfficerTask>;
  /** Who may be given it. @throws GovernanceError `task/unknown` */
  assignees(caller: Caller, task: string): Promise<readonly Colleague[]>;
}

const mostListed = 200;

export function createTasks(ports: GovernancePorts): Tasks {
  const { db, now, directory } = ports;

  async function opened(tenant: TenantId, rows: readonly TaskRow[]): Promise<readonly OfficerTask[]> {
    const vault = await ports.vault(tenant);
    const names = new Map((await directory.all(tenant)).map(({ id, name }) => [id, name]));
    return rows
      .map((row) => ({ row, ...readTaskRow(tenant, vault, row) }))
      .map(({ row, title, doneBy, altered }) => ({
        id: row.task,
        kind: row.kind,
        title,
        about: row.about,
        risk: riskOf(row.risk),
        createdAt: row.created_at,
        dueAt: row.due_at,
        overdue: row.state === "open" && row.due_at <= now(),
        state: row.state,
        assignee:
          row.assignee === null
            ? undefined
            : { id: row.assignee, name: names.get(row.assignee) ?? "somebody who left" },
        doneBy,
        doneAt: row.done_at ?? undefined,
        completable: row.state === "open" && taskKinds[row.kind].byHand,
        altered,
      }));
  }

  function readTaskRow(tenant: TenantId, vault: Vault, row: TaskRow) {
    const of = { table: "officer_task", id: row.task } as const;
    const title = unlessAltered(ports, tenant, of, () => openTitle(vault, row));
    const done = unlessAltered(ports, tenant, of, () => ({ by: openDone(vault, row)?.name }));
    return {
      title: title ?? alteredWords,
      doneBy: done === undefined ? alteredWords : done.by,
      altered: title === undefined || done === undefined,
    };
  }

  async function one(tenant: TenantId, task: string): Promise<OfficerTask> {
    const row = await readTask(db.tenant(tenant), tenant, task);
    const [answer] = row === undefined ? [] : await opened(tenant, [row]);
    if (answer === undefined) throw unknown();
    return answer;
  }

  async function suitable(tenant: TenantId, row: TaskRow): Promise<readonly Colleague[]> {
    return (await directory.with(tenant, row.permission)).filter(({ id }) => id !== row.not_for);
  }

  return {
    async list(caller, state) {
      const { tenant } = caller;
      const viewer = viewerOf(caller);
      const rows = await tasksFor(db.tenant(tenant), tenant, viewer, { state, now: now(), limit: mostListed });
      return { tasks: await opened(tenant, rows), counts: await countTasks(db.tenant(tenant), tenant, viewer, now()) };
    },

    async complete(caller, task, note) {
      const { tenant } = caller;
      await db.transaction(tenant, async (tx) => {
        const row = expectVisible(caller, await holdTask(tx, tenant, task));
        if (!taskKinds[row.kind].byHand)
          throw new GovernanceError("task/done-by-deciding", "this is done when what it is about is decided");
        if (row.state === "done") throw new GovernanceError("task/illegal-change", "this is done already");
        const by = actorOf(caller);
        await finish(ports, tx, tenant, task, by, note);
        await ports.record(tx, tenant, {
          action: "task-done",
          at: now(),
          actor: by,
          why: `with ${row.permission}`,
          detail: `${row.kind} (${task}): ${note}`,
        });
      });
      return one(tenant, task);
    },

    async assign(caller, task, to) {
      const { tenant } = caller;
      await db.transaction(tenant, async (tx) => {
        const row = expectVisible(caller, await holdTask(tx, tenant, task));
        if (row.state === "done") throw new GovernanceError("task/illegal-change", "this is done already");
        // A reviewer's share of a campaign moves with its items, not by itself.
        if (row.kind === "access-review")
          throw new GovernanceError("task/done-by-deciding", "give single grants to another reviewer instead");
        const colleague = to === undefined ? undefined : (await suitable(tenant, row)).find(({ id }) => id === to);
        if (to !== undefined && colleague === undefined)
          throw new GovernanceError(
            "task/unsuitable-assignee",
            "this person can't be given it: their role lacks the permission, or it is about them",
          );
        if (row.assignee === (to ?? null)) return;
        await assignTask(tx, tenant, task, to ?? null);
        if (to !== undefined && to !== caller.id) await tellOf(ports, tx, tenant, { ...row, assignee: to }, "new");
        await ports.record(tx, tenant, {
          action: "task-assigned",
          at: now(),
          actor: actorOf(caller),
          why: `with ${row.permission}`,
          detail: `${row.kind} (${task}) to ${colleague === undefined ? "everybody" : `${colleague.name} (${colleague.id})`}`,
        });
      });
      return one(tenant, task);
    },

    async assignees(caller, task) {
      const row = expectVisible(caller, await readTask(db.tenant(caller.tenant), caller.tenant, task));
      return suitable(caller.tenant, row);
    },
  };
}

function viewerOf({ id, permissions }: Caller): TaskViewer {
  return { person: id as PersonId, permissions: [...permissions] };
}

/** A task that isn't the caller's looks like none. Whoever has the permission may act on what is assigned to a colleague. */
function expectVisible({ id, permissions }: Caller, row: TaskRow | undefined): TaskRow {
  if (row === undefined || row.not_for === id) throw unknown();
  if (!permissions.has(row.permission)) throw unknown();
  return row;
}

function unknown(): GovernanceError {
  return new GovernanceError("task/unknown", "there is no such task for you");
}
