/** Numbers that look random and come again for the same seed (mulberry32). */
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
  let state = seed >>> 0;
  const number = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
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
