/** Beyond it a time was altered, or is no time: it must not keep the rest of an answer back. */
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

export function instant(milliseconds: number): string {
  return new Date(Math.min(Math.max(milliseconds, 0), latest)).toISOString();
}

export function instantOrNothing(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : instant(milliseconds);
}
