import { seededRandom } from "../support/random.ts";

/** Choices that look random and come again for the same seed. */
export interface Random {
  /** 0 ≤ x < 1 */
  number(): number;
  integer(below: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Each with this probability. */
  some<T>(from: readonly T[], probability: number): T[];
}

export function seeded(seed: number): Random {
  const number = seededRandom(seed);
  const random: Random = {
    number,
    integer: (below) => Math.floor(number() * below),
    chance: (probability) => number() < probability,
    pick(from) {
      if (from.length === 0) throw new RangeError("nothing to pick from");
      return from[random.integer(from.length)] as (typeof from)[number];
    },
    some: (from, probability) => from.filter(() => random.chance(probability)),
  };
  return random;
}
