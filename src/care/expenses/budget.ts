import { type Currency, type Minor, parseAmount } from "../../foundation/money/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { localDay } from "../../foundation/calendar/index.ts";
import type { BranchBudget } from "./settings.ts";
import { isSpent } from "./states.ts";
import { voucherOf } from "./voucher.ts";

/** What a branch has spent already: vouchers that are approved or paid, by when they were approved. */
export interface Spent {
  readonly day: Minor;
  readonly month: Minor;
}

export interface Kept {
  readonly id: ResourceId;
  readonly resource: FhirResource;
}

/** @param day the organisation's, "2026-03-07" */
export function spentBy(
  vouchers: readonly Kept[],
  { branch, day, zone, currency }: { branch: string; day: string; zone: string; currency: Currency },
): Spent {
  let [ofDay, ofMonth] = [0n, 0n];
  for (const { resource } of vouchers) {
    const voucher = voucherOf(resource, currency);
    if (voucher === undefined || voucher.branch !== branch || !isSpent(voucher.state)) continue;
    const at = Date.parse(voucher.issued ?? "");
    if (Number.isNaN(at)) continue;
    const on = localDay(at, zone);
    if (on.slice(0, 7) === day.slice(0, 7)) ofMonth += voucher.amount ?? 0n;
    if (on === day) ofDay += voucher.amount ?? 0n;
  }
  return { day: ofDay, month: ofMonth };
}

/** Whether nobody has to approve: neither the day nor the month would have spent more than it may. */
export function hasRoom(budget: BranchBudget, spent: Spent, amount: Minor, { digits }: Currency): boolean {
  const day = parseAmount(budget.day, digits);
  const month = budget.month === null ? null : parseAmount(budget.month, digits);
  // A budget in more digits than the currency has is none.
  if (day === undefined || month === undefined) return false;
  return spent.day + amount <= day && (month === null || spent.month + amount <= month);
}

/** Search parameters that find every voucher of a branch that was approved in the month of this day, and few others. */
export function ofMonth(branch: string, day: string): readonly (readonly [string, string])[] {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  // An instant's UTC day is the local one, that before, or that after.
  const first = new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10);
  const last = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
  return [
    ["domain", `Location/${branch}`],
    ["issued", `ge${first}`],
    ["issued", `le${last}`],
  ];
}
