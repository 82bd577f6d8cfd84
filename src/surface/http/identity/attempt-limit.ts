import { LRUCache } from "lru-cache";
import type { Clock } from "../../../foundation/kernel/index.ts";
import { tooManyRequests } from "./refusal.ts";

/** Attempts that one network address may make at once, and how many more each second. A clinic behind one address fits in. */
export const attemptBudget = { atOnce: 120, perSecond: 2 } as const;
const mostAddresses = 50_000;

interface Bucket {
  readonly left: number;
  readonly at: number;
}

/** Counts attempts to prove an identity, per address, in this process. @throws Refusal 429 */
export type CountAttempt = (address: string) => void;

export function createAttemptLimit(
  now: Clock,
  budget: { readonly atOnce: number; readonly perSecond: number } = attemptBudget,
): CountAttempt {
  const buckets = new LRUCache<string, Bucket>({ max: mostAddresses });
  return (address) => {
    const at = now();
    const before = buckets.get(address) ?? { left: budget.atOnce, at };
    const left = Math.min(budget.atOnce, before.left + (Math.max(0, at - before.at) / 1000) * budget.perSecond);
    if (left < 1) throw tooManyRequests(Math.ceil((1 - left) / budget.perSecond));
    buckets.set(address, { left: left - 1, at });
  };
}
