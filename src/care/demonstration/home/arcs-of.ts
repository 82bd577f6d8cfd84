import type { Day } from "../calendar.ts";
import type { Random } from "../random.ts";
import type { Arc } from "./arc.ts";
import { fall, lastDays, skinWound, weightLoss } from "./falls-and-frailty.ts";
import { chestInfection, urinaryInfection } from "./infections.ts";
import type { ArcKind, ResidentProfile } from "./profiles.ts";

const makers: Readonly<Record<ArcKind, (from: Day, random: Random, time: number) => Arc>> = {
  urinaryInfection,
  chestInfection,
  fall,
  weightLoss,
  skinWound,
};

/** Everything that happens to a resident, in order. */
export function arcsOf(profile: ResidentProfile, today: Day, death: Day | undefined, random: Random): Arc[] {
  // Two residents don’t begin with the same telling.
  const salt = random.integer(0, 5);
  const arcs = profile.arcs.map(([kind, daysAgo], index) =>
    makers[kind](
      today - daysAgo,
      random.fork(`arc/${index}`),
      profile.arcs.slice(0, index).filter(([other]) => other === kind).length + salt,
    ),
  );
  if (death !== undefined) arcs.push(lastDays(death));
  return arcs.sort((one, other) => one.from - other.from);
}
