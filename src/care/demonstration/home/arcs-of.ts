import type { Day } from "../calendar.ts";
import type { Random } from "../random.ts";
import type { Arc } from "./arc.ts";
import { fall, lastDays, skinWound, weightLoss } from "./falls-and-frailty.ts";
import { chestInfection, urinaryInfection } from "./infections.ts";
import type { ArcKind, ResidentProfile } from "./profiles.ts";

const makers: Readonly<Record<ArcKind, (from: Day, random: Random) => Arc>> = { urinaryInfection, chestInfection, fall, weightLoss, skinWound };

/** Everything that happens to a resident, in order. */
export function arcsOf(profile: ResidentProfile, today: Day, death: Day | undefined, random: Random): Arc[] {
  const arcs = profile.arcs.map(([kind, daysAgo], index) => makers[kind](today - daysAgo, random.fork(`arc/${index}`)));
  if (death !== undefined) arcs.push(lastDays(death));
  return arcs.sort((one, other) => one.from - other.from);
}
