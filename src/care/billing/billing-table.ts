import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../foundation/platform/database/index.ts";

/** Whose turn it is in a slot; undefined where nobody wrote there yet. */
export async function readTurn(db: Queryable, tenant: TenantId, slot: number): Promise<string | undefined> {
  const rows = await db.query<{ turn: string }>(
    "select turn from wardbook.billing_turn where tenant = $1 and slot = $2",
    [tenant, slot],
    "billing-read-turn",
  );
  return rows[0]?.turn;
}

/** Ends the turn that was read. @returns false where somebody did before */
export async function takeTurn(
  tx: Transaction,
  tenant: TenantId,
  { slot, read, next }: { readonly slot: number; readonly read: string | undefined; readonly next: string },
): Promise<boolean> {
  const rows =
    read === undefined
      ? await tx.query(
          "insert into wardbook.billing_turn (tenant, slot, turn) values ($1, $2, $3) on conflict do nothing returning 1",
          [tenant, slot, next],
          "billing-first-turn",
        )
      : await tx.query(
          "update wardbook.billing_turn set turn = $3 where tenant = $1 and slot = $2 and turn = $4 returning 1",
          [tenant, slot, next, read],
          "billing-take-turn",
        );
  return rows.length === 1;
}

/** The last number of a series; 0 where there is none. */
export async function lastOfSeries(db: Queryable, tenant: TenantId, series: Buffer): Promise<number> {
  const rows = await db.query<{ last: number }>(
    "select last from wardbook.billing_series where tenant = $1 and series = $2",
    [tenant, series],
    "billing-read-series",
  );
  return rows[0]?.last ?? 0;
}

/** Gives this number of a series. @returns false where it isn't the next */
export async function giveNumber(tx: Transaction, tenant: TenantId, series: Buffer, number: number): Promise<boolean> {
  const rows =
    number === 1
      ? await tx.query(
          "insert into wardbook.billing_series (tenant, series, last) values ($1, $2, 1) on conflict do nothing returning 1",
          [tenant, series],
          "billing-first-number",
        )
      : await tx.query(
          "update wardbook.billing_series set last = $3 where tenant = $1 and series = $2 and last = $3 - 1 returning 1",
          [tenant, series, number],
          "billing-give-number",
        );
  return rows.length === 1;
}

export interface Till {
  /** How many receipts and refunds it gave. */
  readonly receipts: number;
  /** Days since 1970, the last that is cashed up. */
  readonly closedDay: number;
}

const neverClosed = -1_000_000;

export async function readTill(db: Queryable, tenant: TenantId, till: Buffer): Promise<Till> {
  const rows = await db.query<{ receipts: number; closed_day: number }>(
    "select receipts, closed_day from wardbook.billing_till where tenant = $1 and till = $2",
    [tenant, till],
    "billing-read-till",
  );
  return { receipts: rows[0]?.receipts ?? 0, closedDay: rows[0]?.closed_day ?? neverClosed };
}

/** Counts one receipt more. @returns false where the day is cashed up */
export async function countReceipt(tx: Transaction, tenant: TenantId, till: Buffer, day: number): Promise<boolean> {
  const rows = await tx.query(
    `insert into wardbook.billing_till as t (tenant, till, receipts, closed_day) values ($1, $2, 1, $4)
     on conflict (tenant, till) do update set receipts = t.receipts + 1 where t.closed_day < $3 returning 1`,
    [tenant, till, day, neverClosed],
    "billing-count-receipt",
  );
  return rows.length === 1;
}

/** Cashes a till up. @returns false where receipts came meanwhile, or the day is cashed up already */
export async function closeTill(
  tx: Transaction,
  tenant: TenantId,
  { till, receipts, day }: { readonly till: Buffer; readonly receipts: number; readonly day: number },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into wardbook.billing_till as t (tenant, till, receipts, closed_day) select $1, $2::bytea, 0, $4 where $3 = 0
     on conflict (tenant, till) do nothing returning 1`,
    [tenant, till, receipts, day],
    "billing-close-first-till",
  );
  if (rows.length === 1) return true;
  const closed = await tx.query(
    `update wardbook.billing_till set closed_day = $4
     where tenant = $1 and till = $2 and receipts = $3 and closed_day < $4 returning 1`,
    [tenant, till, receipts, day],
    "billing-close-till",
  );
  return closed.length === 1;
}
