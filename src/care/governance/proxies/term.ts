import { GovernanceError } from "../governance-error.ts";
import type { Authority } from "./authority.ts";
import { type Jurisdiction, lastDayOfChildhood, majorities } from "./majority.ts";

/** First and last day of an authority, as they are asked for. */
export interface Term {
  /** "2026-03-07" */
  readonly startsOn: string;
  readonly endsOn: string;
  /** Whose law says when a child comes of age; `not-covered`: whoever records it states the end. */
  readonly jurisdiction?: Jurisdiction | "not-covered" | undefined;
}

export interface FoundTerm {
  /** Milliseconds since 1970; `until` is the first moment in which it holds no more. */
  readonly from: number;
  readonly until: number;
  /** By which law the end is bounded, for who looks at it later. */
  readonly majority: string | undefined;
}

const day = 86_400_000;
/** No law's but ours: papers are looked at again. */
const mostYears = 5;

/** @throws GovernanceError `proxy/unsuitable-day`, `proxy/beyond-majority`, `proxy/no-birth-date` */
export function termOf(
  authority: Authority,
  { endsOn, jurisdiction }: Pick<Term, "endsOn" | "jurisdiction">,
  known: {
    readonly birthDate: string | undefined;
    /** The time that the days cover where the organisation is; undefined when the last comes before the first. */
    readonly stretch: { readonly from: number; readonly until: number } | undefined;
    readonly now: number;
  },
): FoundTerm {
  const { stretch } = known;
  if (stretch === undefined)
    throw new GovernanceError("proxy/unsuitable-day", "the last day isn't before the first", { path: "endsOn" });
  const { from, until } = stretch;
  if (until <= known.now)
    throw new GovernanceError("proxy/unsuitable-day", "the last day is over already", { path: "endsOn" });
  if (from < known.now - 2 * day || from > known.now + 366 * day)
    throw new GovernanceError("proxy/unsuitable-day", "it begins today, or within a year", { path: "startsOn" });
  if (authority === "parental-responsibility") return { from, until, majority: boundOf(jurisdiction, endsOn, known) };
  if (until > known.now + mostYears * 366 * day)
    throw new GovernanceError(
      "proxy/unsuitable-day",
      `the last day is within ${mostYears} years: then the proof is looked at again`,
      { path: "endsOn" },
    );
  return { from, until, majority: undefined };
}

function boundOf(
  jurisdiction: Term["jurisdiction"],
  endsOn: string,
  { birthDate, now }: { readonly birthDate: string | undefined; readonly now: number },
): string {
  if (jurisdiction === undefined)
    throw new GovernanceError("proxy/unsuitable-day", "say whose law the child comes of age under", {
      path: "jurisdiction",
    });
  if (jurisdiction === "not-covered") {
    if (Date.parse(endsOn) > now + 21 * 366 * day)
      throw new GovernanceError("proxy/unsuitable-day", "nobody is a child for so long", { path: "endsOn" });
    return "not covered: the last day was stated by who recorded it";
  }
  const last = birthDate === undefined ? undefined : lastDayOfChildhood(birthDate, jurisdiction);
  if (last === undefined)
    throw new GovernanceError("proxy/no-birth-date", "the record doesn't say when the child was born", {
      path: "jurisdiction",
    });
  const { label, age, source } = majorities[jurisdiction];
  if (endsOn > last)
    throw new GovernanceError(
      "proxy/beyond-majority",
      `parental responsibility ends when the child is ${age} (${label}): the last day is ${last} at the latest`,
      { path: "endsOn" },
    );
  return `${age} years, ${label}: ${source.section}`;
}
