import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable } from "../../../foundation/platform/database/index.ts";
import type { Rotation, RotationKind, RotationStep, StepProgress } from "./rotation-kind.ts";

// Statements of the schema's owner: the application's role changes no key.

interface RotationRow {
  readonly tenant: TenantId | 0;
  readonly rotation: number;
  readonly kind: RotationKind;
  readonly subject: ResourceId | null;
  readonly step: RotationStep;
  readonly target: string | null;
  readonly done: number;
  readonly total: number;
  readonly why: string;
  readonly began_at: number;
  readonly ended_at: number | null;
}

const columns = "tenant, rotation, kind, subject, step, target, done, total, why, began_at, ended_at";

const rotationOf = (row: RotationRow): Rotation => ({
  tenant: row.tenant,
  rotation: row.rotation,
  kind: row.kind,
  subject: row.subject ?? undefined,
  step: row.step,
  target: row.target ?? undefined,
  done: row.done,
  total: row.total,
  why: row.why,
  beganAt: row.began_at,
  endedAt: row.ended_at ?? undefined,
});

export async function unendedRotations(db: Queryable): Promise<Rotation[]> {
  const text = `select ${columns} from wardbook.key_rotation where ended_at is null order by rotation`;
  return (await db.query<RotationRow>(text)).map(rotationOf);
}

export async function readRotation(
  db: Queryable,
  { tenant, rotation }: Pick<Rotation, "tenant" | "rotation">,
): Promise<Rotation | undefined> {
  const text = `select ${columns} from wardbook.key_rotation where tenant = $1 and rotation = $2`;
  const [row] = await db.query<RotationRow>(text, [tenant, rotation]);
  return row && rotationOf(row);
}

/** The newest of each kind that came to its end. */
export async function lastRotations(db: Queryable, tenant: TenantId | 0): Promise<Rotation[]> {
  const text = `select distinct on (kind) ${columns} from wardbook.key_rotation
    where tenant = $1 and ended_at is not null and subject is null order by kind, rotation desc`;
  return (await db.query<RotationRow>(text, [tenant])).map(rotationOf);
}

/** @throws DatabaseError `database/unique-violation` when one of the kind is under way */
export async function insertRotation(db: Queryable, rotation: Rotation): Promise<void> {
  await db.query(
    "insert into wardbook.key_rotation (tenant, rotation, kind, subject, step, target, why, began_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
    [
      rotation.tenant,
      rotation.rotation,
      rotation.kind,
      rotation.subject ?? null,
      rotation.step,
      rotation.target ?? null,
      rotation.why,
      rotation.beganAt,
    ],
  );
}

export async function setStep(
  db: Queryable,
  { tenant, rotation }: Pick<Rotation, "tenant" | "rotation">,
  step: RotationStep,
  { target, endedAt }: { readonly target?: string; readonly endedAt?: number } = {},
): Promise<void> {
  await db.query(
    `update wardbook.key_rotation set step = $3, target = coalesce($4, target), ended_at = $5, done = 0, total = 0
     where tenant = $1 and rotation = $2`,
    [tenant, rotation, step, target ?? null, endedAt ?? null],
  );
}

export async function setProgress(
  db: Queryable,
  { tenant, rotation }: Pick<Rotation, "tenant" | "rotation">,
  { done, total }: StepProgress,
): Promise<void> {
  await db.query("update wardbook.key_rotation set done = $3, total = $4 where tenant = $1 and rotation = $2", [
    tenant,
    rotation,
    done,
    total,
  ]);
}

/** Makes every process open the organisation's keys anew within a second. Last in its transaction: it makes others wait. */
export async function raiseEpoch(db: Queryable, tenant: TenantId): Promise<void> {
  await db.query("update wardbook.tenant set key_epoch = key_epoch + 1 where tenant = $1", [tenant]);
  await db.query("update wardbook.key_epoch set epoch = epoch + 1");
}

export async function currentTransaction(db: Queryable): Promise<string> {
  return (await db.query<{ xid: string }>("select pg_current_xact_id()::text as xid"))[0]?.xid ?? "0";
}

/** Whether every transaction that was running at `xid` has ended. */
export async function settledSince(db: Queryable, xid: string): Promise<boolean> {
  const rows = await db.query<{ settled: boolean }>(
    "select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 as settled",
    [xid],
  );
  return rows[0]?.settled === true;
}

/** Of all processes one works on a rotation. Held until the connection ends, also by kill -9. */
export async function tryLock(pinned: Queryable, tenant: TenantId | 0): Promise<boolean> {
  const rows = await pinned.query<{ taken: boolean }>("select pg_try_advisory_lock(4801, $1) as taken", [tenant]);
  return rows[0]?.taken === true;
}
