import type { Slots } from "../grammar.ts";
import type { NameStock } from "../names/name-stock.ts";
import { calledName, type PersonName, type Sex } from "../names/person-name.ts";
import type { Random } from "../random.ts";

const pronouns: Readonly<Record<Sex, Slots>> = {
  female: { they: "she", them: "her", their: "her" },
  male: { they: "he", them: "him", their: "his" },
};

const workplaces = [
  "the bus depot",
  "the school kitchen",
  "the bank",
  "the garden centre",
  "the call centre",
  "the bakery",
  "the sorting office",
  "the solicitors’",
  "the primary school",
  "the dairy",
  "the council offices",
  "the builders’ yard",
  "the hospital laundry",
  "the nursery",
  "the car showroom",
  "the warehouse",
  "the hairdresser’s",
  "the hotel",
  "the architects’",
  "the boatyard",
];
const retiredPlaces = [
  "the charity shop",
  "the allotment society",
  "the parish office",
  "the temple kitchen",
  "the heritage railway",
  "the food bank",
  "the bowls club",
  "the reading scheme",
  "the community café",
];
const activeHobbies = [
  "five-a-side",
  "bouldering",
  "sea swimming",
  "netball",
  "trail running",
  "salsa",
  "cycling with the club",
  "kickboxing",
  "badminton",
  "gardening",
  "rowing",
  "ballroom dancing",
  "dry-stone walling",
  "drumming",
  "cricket in the park",
];
const laterHobbies = [
  "crown-green bowls",
  "the allotment",
  "choir",
  "fishing off the pier",
  "quilting",
  "the rambling group",
  "tango on Thursdays",
  "beekeeping",
  "woodturning",
  "line dancing",
  "bell-ringing",
  "tai chi",
  "watercolours",
  "dominoes at the club",
  "walking the canal",
];
const outings = [
  "the library",
  "the harbour",
  "the market",
  "the mosque",
  "the chapel",
  "the corner shop",
  "the lock gates",
  "the bandstand",
  "the bus station",
  "the park café",
  "the school gates",
  "the post office",
];
const treats = [
  "grandson’s first match",
  "trip to the coast",
  "cousin’s wedding",
  "allotment show",
  "Eid visit",
  "choir concert",
  "new puppy",
  "weekend in Anglesey",
  "Diwali at home",
  "daughter’s graduation",
];

const foodsByCommunity: Readonly<Record<string, string>> = {
  Polish: "pierogi",
  Ukrainian: "varenyky",
  Spanish: "paella",
  Greek: "moussaka",
  Turkish: "pilaf",
  Yoruba: "jollof",
  Igbo: "fufu and soup",
  Somali: "bariis",
  Arabic: "maqluba",
  Punjabi: "dal and roti",
  Bengali: "fish curry",
  Gujarati: "khichdi",
  Tamil: "sambar",
  Chinese: "fried rice",
  Vietnamese: "phở",
  Caribbean: "rice and peas",
  Welsh: "cawl",
  Irish: "coddle",
  English: "Sunday roast",
};

export function favouriteFood(stock: NameStock): string {
  return foodsByCommunity[stock.community] ?? "stew";
}

const childHobbies = [
  "football",
  "the swimming club",
  "gymnastics",
  "skateboarding",
  "dance class",
  "netball",
  "the climbing wall",
];
const childTreats = [
  "birthday party",
  "school trip to the castle",
  "summer camp",
  "sports day",
  "half-term at Grandma’s",
];

/** A child comes with a parent, and goes to school. */
function childWords(name: PersonName, sex: Sex, random: Random): Slots {
  return {
    ...pronouns[sex],
    name: calledName(name),
    work: "school",
    hobby: random.pick(childHobbies),
    outing: random.pick(outings),
    companion: random.pick(["<their> mother", "<their> father", "<their> grandmother"]),
    treat: random.pick(childTreats),
    food: favouriteFood(name.stock),
  };
}

/** The words that notes about one person draw on. The same person keeps the same life throughout. */
export function patientWords(
  person: { readonly name: PersonName; readonly sex: Sex; readonly age: number },
  random: Random,
): Slots {
  const { name, sex, age } = person;
  if (age < 18) return childWords(name, sex, random);
  const companions =
    age >= 60
      ? [
          "<their> daughter",
          "<their> son",
          "<their> neighbour",
          sex === "female" ? "<their> husband" : "<their> wife",
          "a friend from the club",
          "<their> sister",
        ]
      : [
          "<their> partner",
          "<their> flatmate",
          "a workmate",
          "<their> brother",
          "<their> sister",
          sex === "female" ? "<their> husband" : "<their> wife",
        ];
  return {
    ...pronouns[sex],
    name: calledName(name),
    work: random.pick(age >= 67 ? retiredPlaces : workplaces),
    hobby: random.pick(age >= 58 ? laterHobbies : activeHobbies),
    outing: random.pick(outings),
    companion: random.pick(companions),
    treat: random.pick(treats),
    food: favouriteFood(name.stock),
  };
}
