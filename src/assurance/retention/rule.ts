import type { Category } from "./category.ts";
import type { Jurisdiction, Service } from "./jurisdiction.ts";

/** Where a rule is written. The address is of a page that says it, the law's own where it can be named. */
export interface Source {
  readonly name: string;
  readonly section: string;
  readonly url: string;
}

/**
 * What a period is counted from. `last-contact`: the latest date that any of the patient's records speaks of. `last-entry`: when
 * anything was written last. `record-date`: the date of this one record. `birth` and `death`: the patient's.
 */
export type Trigger = "last-contact" | "last-entry" | "record-date" | "birth" | "death";

/** What happens once the period is over: nobody but a person destroys anything. */
export type AtEnd = "appraise" | "restrict" | "erase";

export interface Rule {
  /** "gb-eng/adult": unique, and never used for another rule. */
  readonly id: string;
  /** `house`: what Wardbook itself promises, in every organisation; `own`: what the organisation added. */
  readonly jurisdiction: Jurisdiction | "house" | "own";
  /** `every`: all that is part of a health record, which bills aren't. */
  readonly category: Category | "every";
  /** Only of patients who at their last contact were so old: from, and below, in years. */
  readonly age?: { readonly from?: number; readonly below?: number };
  /** Only where these are given. */
  readonly services?: readonly Service[];
  readonly trigger: Trigger;
  readonly years: number;
  /** Counted from the end of the calendar year. */
  readonly fromYearEnd?: true;
  /** Of `death` alone: until it happens the record is kept. Without it, the rule has no say before. */
  readonly keepsWhileLiving?: true;
  readonly atEnd: AtEnd;
  readonly source: Source;
  /** What a reader must know about how it is read. */
  readonly note?: string;
}
