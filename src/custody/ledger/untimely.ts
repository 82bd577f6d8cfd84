import { dayMilliseconds, mostUnseenDays } from "./seen-time.ts";

/** The machine's clock says what nothing else bears out. */
export interface Untimely {
  readonly code: "ledger/clock-not-witnessed" | "ledger/time-not-seen";
  /** Sentences for who operates it. */
  readonly message: string;
}

export const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** @param vouched what the witnesses signed last; undefined where too few did */
export function notWitnessed(at: number, vouched: number | undefined): Untimely {
  const known =
    vouched === undefined
      ? "no witness has cosigned what everybody is shown"
      : `the witnesses last vouched for ${dayOf(vouched)}`;
  return {
    code: "ledger/clock-not-witnessed",
    message: `this machine's clock says ${dayOf(at)}, and ${known}: nothing is pruned by a clock that is more than a day ahead of theirs. If the clock is wrong, set it right. If nothing was written for a day, or the witnesses were out of reach, it goes on with the next checkpoint that they cosign`,
  };
}

/** @param days on which the ledger wrote something */
export function notSeen(at: number, days: readonly number[], years: number): Untimely {
  const all = [...days, Math.floor(at / dayMilliseconds)];
  const gaps = all.map((day, index) => ({ day, length: day - (all[index - 1] ?? day) }));
  const longest = gaps.reduce((most, gap) => (gap.length > most.length ? gap : most), { day: 0, length: 0 });
  return {
    code: "ledger/time-not-seen",
    message: `by this machine's clock (${dayOf(at)}) entries are older than ${years} years, and the ledger didn't see so much time go by: it wrote nothing in the ${longest.length} days before ${dayOf(longest.day * dayMilliseconds)}, and of such a stretch ${mostUnseenDays} days count. If the clock is wrong, set it right. If the ledger lay still, its entries stay for that much longer, and there is nothing to do`,
  };
}
