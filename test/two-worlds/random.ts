import { type Random, below, oneOf, seededRandom } from "../support/random.ts";

export { type Random, below, oneOf, seededRandom };

/** A UUID that depends on the seed alone. */
export function uuidFrom(random: Random): string {
  const hex = Array.from({ length: 32 }, () => below(random, 16).toString(16)).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

export function chance(random: Random, share: number): boolean {
  return random() < share;
}

export function several<Item>(random: Random, items: readonly Item[], most: number): Item[] {
  return items.length === 0 ? [] : Array.from({ length: below(random, most + 1) }, () => oneOf(random, items));
}
