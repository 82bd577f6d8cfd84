import type { Slots } from "../grammar.ts";
import { calledName, type PersonName, type Sex } from "../names/person-name.ts";
import type { Random } from "../random.ts";
import { favouriteFood } from "./patient-words.ts";

const pasts = [
  "the trawlers",
  "teaching infants at the chapel school",
  "the cotton mill",
  "driving the night mail",
  "<their> years as a ward sister",
  "the shop on Tannery Lane",
  "the merchant navy",
  "the crossing from Kingston in 1958",
  "the farm above the lake",
  "the tailor’s bench",
  "the choir tour",
  "the telephone exchange",
  "the railway workshops",
  "the market stall",
  "the orphanage in the hills",
  "the dance hall years",
  "the radio factory",
  "<their> restaurant by the station",
  "the lighthouse service",
  "translating for the court",
];
const music = [
  "Vera Lynn",
  "the male voice choir",
  "Jim Reeves",
  "old Hindi film songs",
  "Chopin",
  "hymns",
  "Nat King Cole",
  "rebetiko",
  "the brass band",
  "highlife records",
  "Cantonese opera",
  "Fairuz",
  "waltzes",
  "the céilí band",
  "Shirley Bassey",
];
const drinks = [
  "tea with two sugars",
  "weak tea",
  "milky coffee",
  "hot water with lemon",
  "ginger tea",
  "cocoa",
  "mint tea",
  "a small sherry on Sundays",
];
const comforts = [
  "the blue shawl",
  "the felt elephant",
  "the photograph album",
  "the crossword book",
  "the rosary",
  "the tartan rug",
  "the prayer beads",
  "the model ship",
  "the big-print western",
  "the knitting bag",
  "the pocket radio",
  "the old letters",
];
const aids = ["the frame", "the rollator", "the stick", "the four-wheeled walker", "two sticks"];

/** The words that the home's notes about one resident draw on. */
export function residentWords(
  person: { readonly name: PersonName; readonly sex: Sex; readonly visitor: string; readonly room: string },
  random: Random,
): Slots {
  const woman = person.sex === "female";
  return {
    they: woman ? "she" : "he",
    them: woman ? "her" : "him",
    their: woman ? "her" : "his",
    name: calledName(person.name),
    room: person.room,
    visitor: person.visitor,
    companion: person.visitor,
    past: random.pick(pasts),
    music: random.pick(music),
    drink: random.pick(drinks),
    comfort: random.pick(comforts),
    aid: random.pick(aids),
    food: favouriteFood(person.name.stock),
    friend: random.pick(
      ["Edith", "Mr Haddad", "Blodwen", "Winston", "Mrs Shah", "Father Tierney", "Mrs Cheung"].filter(
        (friend) => !friend.includes(calledName(person.name)),
      ),
    ),
    hobby: random.pick(["singing", "the garden club", "dominoes", "the armchair class", "painting", "baking"]),
    outing: random.pick(["the dining room", "the garden bench", "the conservatory", "the front door"]),
    treat: random.pick(["great-grandchild’s visit", "garden party", "pantomime", "minibus trip"]),
    work: "the home",
  };
}
