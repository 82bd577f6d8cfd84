/** A moment that is known to a day, a month or a year: milliseconds since 1970, UTC. `latest` is its last one. */
export interface Span {
  readonly earliest: number;
  readonly latest: number;
}

const fhirDate = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(T.+)?)?)?$/;

/** What a FHIR date, dateTime or instant says. @returns undefined for what is none */
export function spanOf(text: unknown): Span | undefined {
  const [, year, month, day, time] = typeof text === "string" ? (fhirDate.exec(text) ?? []) : [];
  if (year === undefined) return undefined;
  if (time !== undefined) {
    const at = Date.parse(String(text));
    return Number.isNaN(at) ? undefined : { earliest: at, latest: at };
  }
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
  const next =
    day !== undefined ? Date.UTC(y, m, d + 1) : month !== undefined ? Date.UTC(y, m + 1, 1) : Date.UTC(y + 1, 0, 1);
  return { earliest: Date.UTC(y, m, d), latest: next - 1 };
}

/** So many years later, on the same day; of the 29th of February, on the 1st of March where there is none. */
export function yearsAfter(at: number, years: number): number {
  const moment = new Date(at);
  return moment.setUTCFullYear(moment.getUTCFullYear() + years);
}

export function endOfYear(at: number): number {
  return Date.UTC(new Date(at).getUTCFullYear() + 1, 0, 1) - 1;
}

const day = 86_400_000;

/** Completed years between the days of two moments, at least 0. */
export function ageAt(bornAt: number, at: number): number {
  const birth = bornAt - (((bornAt % day) + day) % day);
  const years = new Date(at).getUTCFullYear() - new Date(birth).getUTCFullYear();
  return Math.max(0, yearsAfter(birth, years) > at ? years - 1 : years);
}

/** "2031-05-09" */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
