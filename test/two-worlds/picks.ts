import type { Plan } from "./plan.ts";
import { shownIds } from "./plan.ts";
import { type Random, oneOf, uuidFrom } from "./random.ts";
import { givenId } from "./sameness.ts";

/** What a question is made with. */
export interface Picks {
  readonly random: Random;
  readonly plan: Plan;
  /** Of all that may be there, seen or not, or nowhere. */
  readonly ids: readonly string[];
  /** How many of its requests go to the house's own routes, which are for people; the others to FHIR. */
  readonly houseShare: number;
}

/** @param given how many ids the server has given: the last of them are asked for too */
export function picksOf(
  random: Random,
  plan: Plan,
  { given, isProgram }: { readonly given: number; readonly isProgram: boolean },
): Picks {
  const { enquiry, hold } = plan.directory.clinic;
  const latest = Array.from({ length: Math.min(given, 12) }, (_, index) => givenId(given - index));
  const ids = [...shownIds(plan), ...plan.doubtful.patients, ...plan.doubtful.records, enquiry, hold, ...latest];
  return { random, plan, ids: [...ids, uuidFrom(random)], houseShare: isProgram ? 0.1 : 0.5 };
}

export const anId = ({ random, ids }: Picks): string => oneOf(random, ids);
export const aPatientId = ({ random, plan }: Picks): string =>
  oneOf(random, [...plan.shownPatients, ...plan.doubtful.patients, uuidFrom(random)]);
