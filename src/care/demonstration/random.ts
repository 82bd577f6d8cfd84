/**
 * A seeded stream of chance. The same seed gives the same stream on every machine; `fork` gives an independent
 * stream by name, so that a detail added to one patient leaves all the others as they were.
 */
export interface Random {
  /** Uniform in [0, 1). */
  unit(): number;
  /** Uniform integer, both ends included. */
  integer(low: number, high: number): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Normal variate. */
  normal(mean: number, deviation: number): number;
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
  /** `count` different members in random order; fewer where there are fewer. */
  sample<T>(choices: readonly T[], count: number): T[];
  /** An RFC 9562 version-4-shaped UUID, lower case. */
  uuid(): string;
  fork(name: string): Random;
}

/** @param seed any text; close seeds give unrelated streams */
export function createRandom(seed: string): Random {
  const next = sfc32(seed);
  const unit = (): number => next() / 4294967296;
  const integer = (low: number, high: number): number => low + Math.floor(unit() * (high - low + 1));
  const sample = <T>(choices: readonly T[], count: number): T[] => {
    const rest = [...choices];
    const chosen: T[] = [];
    while (chosen.length < count && rest.length > 0) chosen.push(...rest.splice(integer(0, rest.length - 1), 1));
    return chosen;
  };
  return {
    unit,
    integer,
    sample,
    between: (low, high) => low + unit() * (high - low),
    normal: (mean, deviation) =>
      mean + deviation * Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit()),
    chance: (probability) => unit() < probability,
    pick: <T>(choices: readonly T[]): T => {
      const choice = choices[integer(0, choices.length - 1)];
      if (choice === undefined) throw new RangeError("nothing to pick from");
      return choice;
    },
    uuid: () => uuidOf([next(), next(), next(), next()]),
    fork: (name) => createRandom(`${seed}/${name}`),
  };
}

/** Small Fast Counter, 32-bit (Doty-Humphrey, PractRand), keyed by an FNV-1a hash of the seed in four lanes. */
function sfc32(seed: string): () => number {
  const lane = (basis: number): number => {
    let hash = basis;
    for (let index = 0; index < seed.length; index += 1) hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193);
    return hash >>> 0;
  };
  let [a, b, c, counter] = [lane(0x811c9dc5), lane(0x9e3779b9), lane(0x85ebca6b), 1];
  const step = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 16; round += 1) step();
  return step;
}

function uuidOf(words: readonly number[]): string {
  const hex = words.map((word) => word.toString(16).padStart(8, "0")).join("");
  const variant = "89ab"[Number.parseInt(hex.slice(16, 17), 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
