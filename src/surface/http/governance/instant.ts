export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

export function instantOrNothing(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : instant(milliseconds);
}
