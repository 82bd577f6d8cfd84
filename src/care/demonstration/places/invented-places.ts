import type { JsonObject } from "../../../foundation/fhir/index.ts";
import type { Random } from "../random.ts";

/** The invented district. No postcode area begins with Q, so no letter can go astray. */
const towns: readonly { readonly town: string; readonly outward: string; readonly villages: readonly string[] }[] = [
  { town: "Aldermere", outward: "QF1", villages: ["Netherfold", "Cooper’s Reach"] },
  { town: "Aldermere", outward: "QF2", villages: ["Staithe End", "Millgate"] },
  { town: "Thornholt", outward: "QF4", villages: ["Little Thornholt", "Ashcombe Fen"] },
  { town: "Brackenwick", outward: "QF7", villages: ["Upper Brackenwick", "Larkhanger"] },
];

const roads = [
  "Tannery Lane",
  "Wherry Street",
  "Osier Road",
  "Foundry Terrace",
  "Chapel Rise",
  "Lamplighter Close",
  "Quarry Bank",
  "Sorrel Avenue",
  "Weavers’ Row",
  "Old Station Road",
  "Harbourmaster’s Walk",
  "Damson Drive",
  "Mercers Hill",
  "Heron Way",
  "Paddock Gardens",
  "Signal Street",
  "Bellfounder’s Yard",
  "Kiln Crescent",
];

/** An address that nobody lives at. */
export function inventAddress(random: Random): JsonObject {
  const { town, outward, villages } = random.pick(towns);
  const flat = random.chance(0.25) ? [`Flat ${random.integer(1, 24)}`] : [];
  const village = random.chance(0.35) ? [random.pick(villages)] : [];
  return {
    use: "home",
    type: "both",
    line: [...flat, `${random.integer(1, 148)} ${random.pick(roads)}`, ...village],
    city: town,
    district: "Aldershire Vale",
    postalCode: `${outward} ${random.integer(1, 9)}${postcodeLetters(random)}`,
    country: "GB",
  };
}

function postcodeLetters(random: Random): string {
  const letters = "ABDEFGHJLNPQRSTUWXYZ";
  return [0, 1].map(() => letters.charAt(random.integer(0, letters.length - 1))).join("");
}

/**
 * Telephone numbers that are never connected. Source: Ofcom, telephone numbers for use in TV and radio drama
 * (07700 900xxx mobiles, 01632 960xxx no area, 020 7946 0xxx London).
 */
export interface PhoneBook {
  mobile(): string;
  landline(): string;
}

export function createPhoneBook(random: Random): PhoneBook {
  const mobiles = random.sample(
    Array.from({ length: 1000 }, (_, index) => index),
    1000,
  );
  const landlines = random.sample(
    Array.from({ length: 900 }, (_, index) => index + 100),
    900,
  );
  const threeDigits = (pile: number[]): string => String(pile.pop() ?? 0).padStart(3, "0");
  return {
    mobile: () => `07700 900${threeDigits(mobiles)}`,
    landline: () => `01632 960${threeDigits(landlines)}`,
  };
}
