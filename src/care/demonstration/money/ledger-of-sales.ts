import type { Reference } from "../bundle.ts";
import { type Line, type MoneyMethod, grossOf } from "./money-shapes.ts";
import type { Visit } from "./visits.ts";

/** A moment, with the day that it was at the clinic. */
export interface When {
  /** ISO 8601 instant. */
  readonly at: string;
  readonly day: string;
}

export interface Paid {
  readonly when: When;
  readonly method: MoneyMethod;
  readonly pence: number;
}

/** Something that was sold, with what became of its invoice. */
export interface Sale {
  readonly when: When;
  readonly branch: Reference;
  readonly lines: readonly Line[];
  /** What it was done at; absent of goods, and of sessions in advance. */
  readonly visit: Visit | undefined;
  readonly paid: readonly Paid[];
  /** Nobody has issued it: its discount is beyond what the desk may give. */
  readonly isDraft?: boolean;
  readonly credited?: { readonly when: When; readonly reason: string };
  /** A block of sessions that it sold. */
  readonly block?: Block;
}

export interface Block {
  readonly sessions: number;
  readonly used: readonly Visit[];
  readonly isFrozen: boolean;
}

export interface Refund {
  readonly when: When;
  readonly branch: Reference;
  readonly method: MoneyMethod;
  readonly pence: number;
  readonly reason: string;
  /** Undefined: nobody has approved it yet. */
  readonly isDone: boolean;
}

/** What one patient bought and paid. */
export interface PatientMoney {
  readonly patient: Reference;
  /** Where they were last. */
  readonly branch: Reference;
  readonly sales: readonly Sale[];
  /** Paid for nothing in particular. */
  readonly advances: readonly Paid[];
  readonly refunds: readonly Refund[];
}

export function owedOf({ lines, paid, credited, isDraft }: Sale): number {
  if (credited !== undefined || isDraft === true) return 0;
  return grossOf(lines) - paid.reduce((sum, one) => sum + one.pence, 0);
}

const dayMilliseconds = 86_400_000;

/** The same day, some minutes after. */
export function soonAfter({ end }: Pick<Visit, "end">, minutes: number): When {
  return { at: new Date(Date.parse(end) + minutes * 60_000).toISOString(), day: end.slice(0, 10) };
}

/** Another day, at noon. */
export function daysAfter({ day }: When, days: number): When {
  const on = new Date(Date.parse(`${day}T12:00:00Z`) + days * dayMilliseconds).toISOString();
  return { at: on, day: on.slice(0, 10) };
}

/** So many minutes before now. */
export function minutesAgo(now: number, minutes: number): When {
  const at = new Date(now - minutes * 60_000).toISOString();
  return { at, day: at.slice(0, 10) };
}
