import { LedgerError } from "./ledger-error.ts";

/** How long an organisation keeps its ledger's entries, and what forbids to let any go. */
export interface LedgerRetention {
  readonly years: number;
  /** While there is one, nothing is pruned. */
  readonly holds: readonly LedgerHold[];
}

export interface LedgerHold {
  /** From 1; never given twice while it stands. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Who placed it. */
  readonly by: string;
  /** Names nobody. */
  readonly why: string;
}

/** Audit trails are kept for six years at least. Source: 45 CFR 164.316(b)(2)(i). */
export const leastYears = 6;
export const usualYears = 7;
/** As long as a mirror's lock may be. */
export const mostYears = 100;
const mostHolds = 100;
const longestReason = 500;

/** What each organisation decides, as its settings keep it. */
export const ledgerRetention: { readonly key: string; readonly parse: (stored: unknown) => LedgerRetention } = {
  key: "ledger",
  parse(stored) {
    const { years = usualYears, holds = [] } = (stored ?? {}) as Partial<LedgerRetention>;
    if (!Number.isInteger(years) || years < leastYears || years > mostYears)
      throw badRetention(`entries are kept for ${leastYears} to ${mostYears} years`);
    if (!Array.isArray(holds) || holds.length > mostHolds || !holds.every(isHold))
      throw badRetention(
        `a hold has a reason of at most ${longestReason} characters, and there are at most ${mostHolds}`,
      );
    return { years, holds: holds.map(({ number, at, by, why }) => ({ number, at, by, why })) };
  },
};

function isHold(hold: LedgerHold): boolean {
  const { number, at, by, why } = hold;
  const isSaid = typeof why === "string" && why.trim() !== "" && why.length <= longestReason;
  return Number.isInteger(number) && number > 0 && Number.isFinite(at) && typeof by === "string" && isSaid;
}

/** With one more hold. */
export function withHold(retention: LedgerRetention, hold: Omit<LedgerHold, "number">): LedgerRetention {
  const number = Math.max(0, ...retention.holds.map((one) => one.number)) + 1;
  return { ...retention, holds: [...retention.holds, { number, ...hold }] };
}

/** What was written before this moment is older than so many years. @param at milliseconds since 1970; so is the result */
export function yearsBefore(at: number, years: number): number {
  const moment = new Date(at);
  return moment.setUTCFullYear(moment.getUTCFullYear() - years);
}

function badRetention(message: string): LedgerError {
  return new LedgerError("ledger/bad-retention", message);
}
