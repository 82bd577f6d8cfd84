/** Everything shown happens at full multiples of this; what is hidden happens in between. */
export const secondsBetween = 60;
export const hour = 3_600_000;
export const start = Date.parse("2026-06-01T00:00:00Z");
/** When the observer begins to ask. */
export const asking = Date.parse("2026-09-01T08:00:00Z");
