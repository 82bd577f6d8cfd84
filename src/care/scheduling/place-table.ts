import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { type Queryable, type Transaction, int4Array, byteaArray } from "../../foundation/platform/database/index.ts";

/** Cells by their hashes, 8 bytes each, with the day of each. */
export interface CellRows {
  readonly cells: readonly Buffer[];
  readonly days: readonly number[];
}

const appointmentLock = 7_266;

/** Waits until nobody else moves this appointment's places, until the transaction ends. */
export async function holdAppointment(tx: Transaction, appointment: ResourceId): Promise<void> {
  await tx.query(
    "select pg_advisory_xact_lock($1, hashtext($2))",
    [appointmentLock, appointment],
    "calendar-hold-appointment",
  );
}

/** Frees an appointment's places. */
export async function freeSeats(tx: Queryable, tenant: TenantId, appointment: ResourceId): Promise<void> {
  await tx.query(
    "delete from wardbook.calendar_seat where tenant = $1 and appointment = $2",
    [tenant, appointment],
    "calendar-free-seats",
  );
}

/** Makes sure that the cells are there, and holds them until the transaction ends. In one order everywhere, so that two bookings wait
 *  for one another and not each for the other. */
export async function holdCells(
  tx: Transaction,
  tenant: TenantId,
  { cells, days }: CellRows,
  { kind, capacity }: { readonly kind: Buffer; readonly capacity: number },
): Promise<void> {
  await tx.query(
    `insert into wardbook.calendar_cell (tenant, cell, day, kind, capacity)
     select $1, t.cell, t.day, $4::bytea, $5 from unnest($2::bytea[], $3::int4[]) as t (cell, day) order by t.cell
     on conflict (tenant, cell) do update set day = excluded.day`,
    [tenant, byteaArray(cells), int4Array(days), kind, capacity],
    "calendar-hold-cells",
  );
}

/** Gives held cells in which nobody sits to this kind, and room to those that are this kind's and had less. */
export async function turnCells(
  tx: Transaction,
  tenant: TenantId,
  { cells }: Pick<CellRows, "cells">,
  { kind, capacity }: { readonly kind: Buffer; readonly capacity: number },
): Promise<void> {
  await tx.query(
    `update wardbook.calendar_cell c set kind = $3::bytea, capacity = $4
     where c.tenant = $1 and c.cell = any($2::bytea[]) and (c.kind, c.capacity) is distinct from ($3::bytea, $4::int2)
       and ((c.kind = $3::bytea and c.capacity < $4) or not exists (
         select from wardbook.calendar_seat s where s.tenant = c.tenant and s.cell = c.cell))`,
    [tenant, byteaArray(cells), kind, capacity],
    "calendar-turn-cells",
  );
}

/** Takes the first free seat of each held cell that is this kind's. @returns in how many there was one */
export async function takeSeats(
  tx: Transaction,
  tenant: TenantId,
  { cells }: Pick<CellRows, "cells">,
  {
    kind,
    capacity,
    appointment,
  }: { readonly kind: Buffer; readonly capacity: number; readonly appointment: ResourceId },
): Promise<number> {
  const rows = await tx.query(
    // Counted, for a kind may have been given fewer places than sit there. Of one more than sit, one is free.
    `insert into wardbook.calendar_seat (tenant, cell, seat, kind, capacity, appointment)
     select c.tenant, c.cell, free.seat, c.kind, c.capacity, $5
     from wardbook.calendar_cell c cross join lateral (
       select count(*)::int as n from wardbook.calendar_seat s where s.tenant = c.tenant and s.cell = c.cell) as sitting
     cross join lateral (
       select min(g) as seat from generate_series(0, sitting.n) as g where not exists (
         select from wardbook.calendar_seat s where s.tenant = c.tenant and s.cell = c.cell and s.seat = g)) as free
     where c.tenant = $1 and c.cell = any($2::bytea[]) and c.kind = $3::bytea and sitting.n < $4
     returning 1`,
    [tenant, byteaArray(cells), kind, capacity, appointment],
    "calendar-take-seats",
  );
  return rows.length;
}

export interface SeatsTaken {
  readonly cell: Buffer;
  readonly kind: Buffer;
  readonly taken: number;
}

/** How many sit in each of these cells, of those in which somebody does.
 *  @param except an appointment whose own places count as free */
export function seatsTaken(
  db: Queryable,
  tenant: TenantId,
  cells: readonly Buffer[],
  except: ResourceId | undefined,
): Promise<SeatsTaken[]> {
  return db.query<SeatsTaken>(
    `select s.cell, s.kind, count(*)::int as taken from wardbook.calendar_seat s
     where s.tenant = $1 and s.cell = any($2::bytea[]) and ($3::uuid is null or s.appointment <> $3) group by s.cell, s.kind`,
    [tenant, byteaArray(cells), except ?? null],
    "calendar-seats-taken",
  );
}

/** Lets go of what lies before a day. @returns how many cells went, with their seats */
export async function dropBefore(db: Queryable, tenant: TenantId, day: number): Promise<number> {
  await db.query("delete from wardbook.calendar_queue where tenant = $1 and day < $2", [tenant, day]);
  const rows = await db.query("delete from wardbook.calendar_cell where tenant = $1 and day < $2 returning 1", [
    tenant,
    day,
  ]);
  return rows.length;
}

/** Appointments that have places. */
export async function seatedAppointments(db: Queryable, tenant: TenantId): Promise<ResourceId[]> {
  const rows = await db.query<{ appointment: ResourceId }>(
    "select distinct appointment from wardbook.calendar_seat where tenant = $1",
    [tenant],
  );
  return rows.map(({ appointment }) => appointment);
}

/** The next number of a queue. Numbers rise; one whose writing fails is left out. */
export async function nextInQueue(db: Queryable, tenant: TenantId, queue: Buffer, day: number): Promise<number> {
  const rows = await db.query<{ last: number }>(
    `insert into wardbook.calendar_queue as q (tenant, queue, day, last) values ($1, $2, $3, 1)
     on conflict (tenant, queue) do update set last = q.last + 1 returning last`,
    [tenant, queue, day],
    "calendar-next-in-queue",
  );
  return rows[0]?.last ?? 1;
}

/** Changes whenever an appointment is written, by whichever process: its greatest position. @param type the number of the type */
export async function newestPosition(db: Queryable, tenant: TenantId, type: number): Promise<number> {
  const rows = await db.query<{ position: number | null }>(
    "select max(position) as position from wardbook.record_head where tenant = $1 and type = $2",
    [tenant, type],
    "calendar-newest-position",
  );
  return rows[0]?.position ?? 0;
}
