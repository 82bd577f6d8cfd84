/** What became of one requirement of OWASP ASVS 5.0. */
export type Verdict = "met" | "not applicable" | "not met";

/** One requirement of level 1 or 2. */
export interface Requirement {
  readonly id: `V${number}.${number}.${number}`;
  readonly level: 1 | 2;
  /** What it asks, in our own short words. */
  readonly asks: string;
  readonly verdict: Verdict;
  /** Why it doesn't apply, what is missing, or what the evidence doesn't say by itself. */
  readonly why: string | undefined;
  /** Evidence: `path`, or `path: the beginning of a test's name`. */
  readonly shown: readonly string[];
}

type Id = Requirement["id"];

export function met(id: Id, level: 1 | 2, asks: string, shown: readonly string[], why?: string): Requirement {
  return { id, level, asks, verdict: "met", why, shown };
}

export function notApplicable(id: Id, level: 1 | 2, asks: string, why: string): Requirement {
  return { id, level, asks, verdict: "not applicable", why, shown: [] };
}

export function notMet(id: Id, level: 1 | 2, asks: string, why: string, shown: readonly string[] = []): Requirement {
  return { id, level, asks, verdict: "not met", why, shown };
}
