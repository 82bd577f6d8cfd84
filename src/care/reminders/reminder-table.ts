import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { Told } from "./due-mail.ts";

interface Row {
  readonly appointment: ResourceId;
  readonly sequence: number;
  readonly attempts: number;
  readonly what: Told["what"];
  readonly state: Told["state"];
  readonly in_time: boolean;
  readonly next_at: number | null;
  readonly hash: Buffer;
}

export interface ToldOf extends Told {
  readonly appointment: ResourceId;
}

const columns = "appointment, sequence, attempts, what, state, in_time, next_at, hash";

function opened({ appointment, sequence, attempts, what, state, in_time, next_at, hash }: Row): ToldOf {
  return {
    appointment,
    sequence,
    attempts,
    what,
    state,
    inTime: in_time,
    nextAt: next_at ?? undefined,
    hash: hash.toString("hex"),
  };
}

/** What was told about appointments from a day on. */
export async function readTold(db: Queryable, tenant: TenantId, fromDay: number): Promise<readonly ToldOf[]> {
  const rows = await db.query<Row>(
    `select ${columns} from wardbook.appointment_reminder where tenant = $1 and day >= $2`,
    [tenant, fromDay],
    "reminders-read-told",
  );
  return rows.map(opened);
}

/** What could not be sent, of appointments from a day on. */
export async function readUnsent(db: Queryable, tenant: TenantId, fromDay: number): Promise<readonly ToldOf[]> {
  const rows = await db.query<Row>(
    `select ${columns} from wardbook.appointment_reminder
     where tenant = $1 and day >= $2 and state in ('refused', 'not-known') order by day, appointment limit 200`,
    [tenant, fromDay],
    "reminders-read-unsent",
  );
  return rows.map(opened);
}

/** Takes a mail before it is sent. @param before what was read; undefined where there was nothing
 *  @returns false where another process took it meanwhile */
export async function claimMail(
  db: Queryable,
  tenant: TenantId,
  row: {
    readonly appointment: ResourceId;
    readonly day: number;
    readonly sequence: number;
    readonly attempts: number;
    readonly what: Told["what"];
    readonly inTime: boolean;
    readonly until: number;
    readonly hash: string;
    readonly before: Told | undefined;
  },
): Promise<boolean> {
  const { appointment, day, sequence, attempts, what, inTime, until, hash, before } = row;
  const told = Buffer.from(hash, "hex");
  const values = [tenant, appointment, day, sequence, attempts, what, inTime, until, told];
  const rows =
    before === undefined
      ? await db.query(
          `insert into wardbook.appointment_reminder
             (tenant, appointment, day, sequence, attempts, what, state, in_time, next_at, hash)
           values ($1, $2, $3, $4, $5, $6, 'sending', $7, $8, $9)
           on conflict (tenant, appointment) do nothing returning 1`,
          values,
          "reminders-claim-first",
        )
      : await db.query(
          `update wardbook.appointment_reminder
           set day = $3, sequence = $4, attempts = $5, what = $6, state = 'sending', in_time = $7, next_at = $8, hash = $9
           where tenant = $1 and appointment = $2 and sequence = $10 and attempts = $11 and state = $12 and hash = $13
             and in_time = $14
           returning 1`,
          [...values, before.sequence, before.attempts, before.state, Buffer.from(before.hash, "hex"), before.inTime],
          "reminders-claim",
        );
  return rows.length === 1;
}

/** How it went. Nothing is changed where a later mail was taken meanwhile. */
export async function settleMail(
  db: Queryable,
  tenant: TenantId,
  {
    appointment,
    sequence,
    attempts,
  }: { readonly appointment: ResourceId; readonly sequence: number; readonly attempts: number },
  { state, nextAt }: { readonly state: Told["state"]; readonly nextAt?: number | undefined },
): Promise<void> {
  await db.query(
    `update wardbook.appointment_reminder set state = $5, next_at = $6
     where tenant = $1 and appointment = $2 and sequence = $3 and attempts = $4 and state = 'sending'`,
    [tenant, appointment, sequence, attempts, state, nextAt ?? null],
    "reminders-settle",
  );
}

/** What was under way when a process ended: whether it went out nobody knows, so it isn't sent again. */
export async function endAbandoned(db: Queryable, tenant: TenantId, now: number): Promise<void> {
  await db.query(
    `update wardbook.appointment_reminder set state = 'not-known', next_at = null
     where tenant = $1 and state = 'sending' and next_at <= $2`,
    [tenant, now],
    "reminders-end-abandoned",
  );
}

/** Lets go of what lies before a day. */
export async function forgetTold(db: Queryable, tenant: TenantId, day: number): Promise<void> {
  await db.query(
    "delete from wardbook.appointment_reminder where tenant = $1 and day < $2",
    [tenant, day],
    "reminders-forget",
  );
}
