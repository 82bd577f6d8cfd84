import type { Verdict } from "../asvs/index.ts";

/** One clause of 21 CFR Part 11. */
export interface Clause {
  /** "11.10(a)". */
  readonly id: `11.${string}`;
  /** What it asks, in our own short words. */
  readonly asks: string;
  readonly verdict: Verdict;
  /** Why it doesn't apply, what is missing, or what the evidence doesn't say by itself. */
  readonly why: string | undefined;
  /** Evidence: `path`, or `path: the beginning of a test's name`. */
  readonly shown: readonly string[];
}

type Id = Clause["id"];

export function met(id: Id, asks: string, shown: readonly string[], why?: string): Clause {
  return { id, asks, verdict: "met", why, shown };
}

export function notApplicable(id: Id, asks: string, why: string): Clause {
  return { id, asks, verdict: "not applicable", why, shown: [] };
}

export function notMet(id: Id, asks: string, why: string, shown: readonly string[] = []): Clause {
  return { id, asks, verdict: "not met", why, shown };
}
