import { type Picks, aPatientId, anId } from "../picks.ts";
import { below, chance, oneOf } from "../random.ts";
import { days } from "../vocabulary.ts";

/** A client's own number of an act. Each comes several times. */
export function aRequestId({ random }: Picks): string {
  return `00000000-0000-4000-8000-0000000000${10 + below(random, 60)}`;
}

export const aVersion = ({ random }: Picks): number => 1 + below(random, 2);
export const aDay = ({ random }: Picks): string => oneOf(random, days);

/** One of the branches, or something else. */
export function aBranch(picks: Picks): string {
  const { branch, otherBranch } = picks.plan.directory.clinic;
  return oneOf(picks.random, [branch, branch, branch, otherBranch, anId(picks)]);
}

export const aPath = (picks: Picks) => ({ params: { id: anId(picks) } });
export const ofPatient = (picks: Picks) => ({ query: { patient: aPatientId(picks) } });
export const atBranch = (picks: Picks) => ({
  query: { branch: chance(picks.random, 0.7) ? aBranch(picks) : undefined },
});
export const nothing = () => ({});
export const anAmount = ({ random }: Picks): string => oneOf(random, ["1", "10", "100.00", "1000"]);
