import fc from "fast-check";
import type { FhirResource } from "../../index.ts";
import { parametersOf } from "../parameter-table.ts";
import type { SearchParameter, SearchType } from "../search-parameter.ts";
import { comparators } from "../search-value.ts";
import table from "../../tables/search-parameters.json" with { type: "json" };

// Small pools, so that a random query often meets a random resource, and each pool holds the hard cases.
const texts = [
  "Müller",
  "MULLER",
  "mu",
  "Mu",
  "o'Neil",
  "ONeil",
  "Smith-Jones",
  "Smith Jones",
  "Jones",
  "Mary Ann",
  "Ann",
  "ann mary",
  "李",
  "李小龍",
  "小",
  "Straße",
  "STRASSE",
  "--",
  "a",
  "ab",
  "ΣΟΦΟΣ",
  "σοφος",
  "Σ",
  "김민수",
  "Ｊｏｎｅｓ",
  "ŉab",
  "🙂🙂",
  "🙂",
  "MA",
  "02139",
  "Anna  Maria von Trapp",
  "anna maria v",
  "1.5 mg",
  "ĳ",
  "\u200cab",
  "\ud800",
  "\ud83d",
  "x\ud83d\ude42y",
];
const codes = [
  "A",
  "a",
  "b",
  "8302-2",
  "83022",
  "final",
  "male",
  "555-123-4567",
  "(555) 1234567",
  "5551234567",
  "true",
  "phone",
  "a|b",
  "a,b",
];
const systems = [undefined, "http://s", "HTTP://s", "http://hl7.org/fhir/observation-status", "s|a", "phone", "email"];
const references = [
  "Patient/1",
  "Patient/2",
  "Group/1",
  "Practitioner/1",
  "Location/1",
  "http://x/fhir/Patient/1",
  "urn:uuid:1",
  "Patient/1/_history/2",
  "#c",
  "Nothing/1",
];
const canonicals = ["http://c", "http://c|1", "http://c|2", "http://d"];

const text = fc.oneof(
  fc.constantFrom(...texts),
  fc.string({ unit: fc.constantFrom("a", "b", "ä", "-", " ", "李", "Σ", "ς", "\u0301"), maxLength: 9 }),
);
const pad = (value: number, length: number) => String(value).padStart(length, "0");
const date = fc
  .record({
    year: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 2018, max: 2022 }) },
      fc.integer({ min: 1, max: 9999 }),
      fc.constantFrom(1799, 1800, 1899, 2199, 2200),
    ),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
    seconds: fc.integer({ min: 0, max: 86_399 }),
    zone: fc.constantFrom("", "Z", "+14:00", "-11:30", "+01:00"),
    fraction: fc.constantFrom("", ".1", ".000", ".123456"),
    precision: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ year, month, day, seconds, zone, fraction, precision }) => {
    const time = `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`;
    const parts = [pad(year, 4), `-${pad(month, 2)}`, `-${pad(day, 2)}`, `T${time}`, fraction + zone];
    return parts.slice(0, precision).join("") + (precision === 4 ? zone : "");
  });
const decimal = fc.constantFrom(
  "0",
  "5",
  "5.4",
  "5.40",
  "5.35",
  "5.449",
  "-5.4",
  "0.001",
  "1e3",
  "999.5",
  "1000",
  "100",
  "99.5",
  "1e-7",
  "12345678901234567.89",
);
const number = decimal.map((digits) => JSON.parse(digits) as number);
const unit = fc.constantFrom(
  {},
  { unit: "mg" },
  { unit: "mg", system: "http://unitsofmeasure.org", code: "mg" },
  { code: "g", system: "http://unitsofmeasure.org" },
);
const quantity = fc.tuple(number, unit).map(([value, rest]) => ({ value, ...rest }));
const coding = fc.record({
  system: fc.constantFrom(...systems),
  code: fc.option(fc.constantFrom(...codes), { nil: undefined }),
});
const few = <Value>(one: fc.Arbitrary<Value>) => fc.array(one, { maxLength: 2 });
const maybe = <Value>(one: fc.Arbitrary<Value>) => fc.option(one, { nil: undefined });
const period = fc.record({ start: maybe(date), end: maybe(date) });

const stored: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  CodeableConcept: fc.record({ coding: few(coding), text: maybe(text) }),
  Coding: coding,
  Identifier: fc.record({ system: fc.constantFrom(...systems), value: maybe(fc.constantFrom(...codes)) }),
  ContactPoint: fc.record({
    system: fc.constantFrom("phone", "email", undefined),
    value: maybe(fc.constantFrom(...codes)),
  }),
  code: fc.constantFrom(...codes),
  boolean: fc.boolean(),
  id: fc.constantFrom("1", "2"),
  string: text,
  markdown: text,
  uri: fc.constantFrom(...canonicals),
  url: fc.constantFrom(...canonicals),
  canonical: fc.constantFrom(...canonicals),
  Attachment: fc.record({ url: fc.constantFrom(...references) }),
  Reference: fc.record({
    reference: maybe(fc.constantFrom(...references)),
    type: fc.constantFrom(undefined, "Patient", "Group"),
  }),
  date,
  dateTime: date,
  instant: date,
  Period: period,
  Timing: fc.record({ event: few(date), repeat: fc.record({ boundsPeriod: maybe(period) }) }),
  HumanName: fc.record({
    text: maybe(text),
    family: maybe(text),
    given: few(text),
    prefix: few(text),
    suffix: few(text),
  }),
  Address: fc.record({
    text: maybe(text),
    line: few(text),
    city: maybe(text),
    state: maybe(text),
    postalCode: maybe(text),
    country: maybe(text),
  }),
  decimal: number,
  integer: number,
  Quantity: quantity,
  Age: quantity,
  Duration: quantity,
  Money: fc.record({ value: number, currency: fc.constantFrom("EUR", "USD") }),
  Range: fc.record({ low: maybe(quantity), high: maybe(quantity) }),
};

/** A resource that holds up to two values at every place that one of its parameters reads. */
export function randomResource(type: string): fc.Arbitrary<FhirResource> {
  const rows: Readonly<Record<string, Readonly<Record<string, string>>>> = table;
  const places = Object.values({ ...rows["Resource"], ...rows[type] })
    .flatMap((row) => (row.split(" ; ")[1] ?? "").split(" | "))
    .map((place) => ({ path: place.replace(/:.*$/s, ""), datatype: /:([A-Za-z]+)(?:[>=].*)?$/.exec(place)?.[1] ?? "" }))
    .map((place) => ({ ...place, path: place.path.replace(/\[.*?\]/g, "") }))
    .filter((place) => !place.path.startsWith("present") && place.datatype in stored);
  const unique = new Map(places.map((place) => [place.path, place]));
  const fields = [...unique.values()].map(({ path, datatype }) =>
    fc.record({ path: fc.constant(path), values: few(stored[datatype] ?? fc.constant(null)) }),
  );
  return fc.tuple(...fields).map((found) => {
    const resource = { resourceType: type };
    for (const { path, values } of found)
      for (const value of values) put(resource, path.replaceAll("+", "").split("."), structuredClone(value));
    return JSON.parse(JSON.stringify(resource)) as FhirResource;
  });
}

function put(target: Record<string, unknown>, [name = "", ...rest]: readonly string[], value: unknown): void {
  const list = (target[name] ??= []);
  // A name or address that was drawn whole has its own parts.
  if (!Array.isArray(list)) return;
  if (rest.length === 0) {
    list.push(value);
    return;
  }
  const parents = list.filter((item): item is Record<string, unknown> => typeof item === "object" && item !== null);
  const parent = parents.at(-1) ?? {};
  if (parents.length === 0) list.push(parent);
  put(parent, rest, value);
}

const escape = (value: string) => value.replace(/[\\,|$]/g, "\\$&");
const asked: Readonly<Record<SearchType, fc.Arbitrary<string>>> = {
  string: text.map(escape),
  token: fc
    .tuple(
      fc.constantFrom(
        "",
        "|",
        ...systems.filter((system) => system !== undefined).map((system) => `${escape(system)}|`),
      ),
      fc.constantFrom(...codes),
    )
    .map(([system, code]) => system + escape(code)),
  reference: fc.constantFrom("1", "2", ...references, ...canonicals).map(escape),
  uri: fc.constantFrom(...canonicals).map(escape),
  date: fc.tuple(fc.constantFrom("", ...comparators), date).map((parts) => parts.join("")),
  number: fc.tuple(fc.constantFrom("", ...comparators), decimal).map((parts) => parts.join("")),
  quantity: fc
    .tuple(
      fc.constantFrom("", ...comparators),
      decimal,
      fc.constantFrom("", "|http://unitsofmeasure.org|mg", "||mg", "||g", "||EUR"),
    )
    .map((parts) => parts.join("")),
};

/** A query pair for each of the type's parameters, with any of its modifiers; some values are ones that get refused. */
export function randomPairs(type: string): fc.Arbitrary<readonly (readonly [string, string])[]> {
  const parameters = [...parametersOf(type).parameters.values()].filter(
    ({ code }) => code !== "_id" && code !== "_lastUpdated",
  );
  return fc.tuple(...parameters.map(randomPair));
}

function randomPair(parameter: SearchParameter): fc.Arbitrary<readonly [string, string]> {
  const modifiers = parameter.modifiers.flatMap((modifier) =>
    modifier === "[type]" ? parameter.targets.slice(0, 3) : [modifier],
  );
  const plain = { weight: 3, arbitrary: fc.constant(parameter.code) };
  const name = fc.oneof(plain, ...modifiers.map((modifier) => fc.constant(`${parameter.code}:${modifier}`)));
  const values = fc.array(asked[parameter.type], { minLength: 1, maxLength: 3 }).map((all) => all.join(","));
  return fc.tuple(name, values).map(([code, value]) => [code, code.endsWith(":missing") ? "true" : value] as const);
}
