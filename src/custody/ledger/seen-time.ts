import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import { yearsBefore } from "./retention.ts";

// A machine's clock dates entries and prunings alike: one that was set years ahead makes everything old. What it can't make at one stroke is
// the days between, on each of which the ledger would have written something.

/** Of a stretch without entries only so many days count as gone by. */
export const mostUnseenDays = 31;
export const dayMilliseconds = 86_400_000;

/** Days since 1970. @param batch microseconds since 1970, as rows are numbered */
export const dayOfBatch = (batch: number): number => Math.floor(batch / (dayMilliseconds * 1000));

/** What was written before this moment is older than so many years, by the clock and by the days that the ledger saw go by.
 *  @param days on which something was written, of the time in question, ascending
 *  @param at the present, in milliseconds since 1970; so is the result */
export function oldEnoughBefore(days: readonly number[], at: number, years: number): number {
  let before = yearsBefore(at, years);
  let later = Math.floor(at / dayMilliseconds);
  for (const day of days.toReversed()) {
    const unseen = later - day - mostUnseenDays;
    if (unseen > 0) {
      // Something after the gap is old enough: so is everything before it.
      if (before > later * dayMilliseconds) return before;
      before -= unseen * dayMilliseconds;
    }
    later = Math.min(later, day);
  }
  return before;
}

/** Days on which rows were written that have their place in the tree, ascending. Places stay when entries are pruned.
 *  @param from the first row's batch that matters */
export async function daysWritten(db: Queryable, tenant: TenantId, from: number): Promise<readonly number[]> {
  // From day to day by the index: years of a busy ledger are a few thousand steps.
  const rows = await db.query<{ day: number }>(
    `with recursive days(day) as (
       (select batch / 86400000000 from wardbook.ledger_sequence where tenant = $1 and batch >= $2 order by batch limit 1)
       union all
       select (select s.batch / 86400000000 from wardbook.ledger_sequence s
               where s.tenant = $1 and s.batch >= (days.day + 1) * 86400000000 order by s.batch limit 1)
       from days where days.day is not null
     ) select day from days where day is not null`,
    [tenant, from],
    "ledger-days-written",
  );
  return rows.map(({ day }) => day);
}
