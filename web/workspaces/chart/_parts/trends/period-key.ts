const keys = ["7d", "30d", "6m", "1y", "5y", "all"] as const;

/** A span of time as it stands in an address. */
export type PeriodKey = (typeof keys)[number];

export function isPeriodKey(text: unknown): text is PeriodKey {
  return keys.some((key) => key === text);
}
