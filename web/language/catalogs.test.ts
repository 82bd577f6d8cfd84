import { IntlMessageFormat } from "intl-messageformat";
import { expect, test } from "vitest";
import { languages } from "./languages.ts";

type Catalog = { readonly words: Readonly<Record<string, string>> };
const files = import.meta.glob<Catalog>("../**/words/*.ts", { eager: true });
type Elements = ReturnType<IntlMessageFormat["getAst"]>;
const parse = (text: string): Elements => new IntlMessageFormat(text, "en").getAst();
const shortOf = (tag: string) => tag.split("-", 1)[0] ?? "";
const folders = new Set(Object.keys(files).map((path) => path.slice(0, path.lastIndexOf("/"))));
const catalogs = [...folders].map((folder) => ({
  folder,
  in: (tag: string) => files[`${folder}/${shortOf(tag)}.ts`]?.words ?? {},
}));
const others = languages.filter(({ tag }) => tag !== "en-GB");

/** Arguments and tags of a message, each with what it is. */
function placesIn(elements: Elements): ReadonlySet<string> {
  const places = new Set<string>();
  for (const element of elements) {
    if (element.type !== 0 && element.type !== 7) places.add(`${element.type === 8 ? "<" : "{"}${element.value}`);
    if (element.type === 8) for (const place of placesIn(element.children)) places.add(place);
    if (element.type === 5 || element.type === 6)
      for (const { value } of Object.values(element.options)) for (const place of placesIn(value)) places.add(place);
  }
  return places;
}

test("there are words", () => {
  expect(catalogs.length).toBeGreaterThanOrEqual(2);
});

test.each(catalogs)("$folder is in every language, message by message, and each keeps its places", (catalog) => {
  const english = catalog.in("en-GB");
  expect(Object.keys(english).length).toBeGreaterThan(0);
  for (const { tag } of others) {
    const theirs = catalog.in(tag);
    expect(Object.keys(theirs), tag).toEqual(Object.keys(english));
    for (const [name, message] of Object.entries(english)) {
      const text = theirs[name] ?? "";
      expect(placesIn(parse(text)), `${tag} ${name}`).toEqual(placesIn(parse(message)));
      // A name, or what has no letters, may stay.
      if (/[a-z]{2}/i.test(message.replaceAll(/\{[^}]*\}|<[^>]*>|Wardbook|FHIR/g, "")))
        expect(text, `${tag} ${name} isn't translated`).not.toBe(message);
    }
  }
});

test.each(catalogs)("$folder has plurals for all that its languages tell apart, or one for the rest", (catalog) => {
  for (const { tag } of languages) {
    const known = new Set([...new Intl.PluralRules(tag).resolvedOptions().pluralCategories, "other"]);
    for (const [name, text] of Object.entries(catalog.in(tag)))
      for (const element of parse(text))
        if (element.type === 6)
          for (const category of Object.keys(element.options))
            expect(category.startsWith("=") || known.has(category as never), `${tag} ${name}: ${category}`).toBe(true);
  }
});
