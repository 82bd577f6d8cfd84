import fc from "fast-check";
import { expect, test } from "vitest";
import { dayOf, spanOf } from "./calendar.ts";
import { type Category, categoriesOf, categoryIds } from "./category.ts";
import { type HoldInForce, type Unheld, type Verdict, decideRecord, reasonOf } from "./decide.ts";
import { lifeOf, recordFacts } from "./facts.ts";
import { type Jurisdiction, type Service, jurisdictionIds, services } from "./jurisdiction.ts";
import type { Rule } from "./rule.ts";
import { everyRule, rulesFor } from "./rules.ts";
import { retentionSettings } from "./settings.ts";

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
const now = day("2026-03-07");

interface Case {
  readonly law?: readonly Jurisdiction[];
  readonly gives?: readonly Service[];
  readonly categories?: readonly Category[];
  readonly born?: string;
  readonly died?: string | true;
  readonly contact?: string;
  readonly date?: string;
  readonly entered?: string;
}

function verdictOf({ law = [], gives = [], categories = ["health-record"], contact = "2010-05-09", ...of }: Case) {
  const life = lifeOf({
    resourceType: "Patient",
    ...(of.born === undefined ? {} : { birthDate: of.born }),
    ...(of.died === undefined ? {} : of.died === true ? { deceasedBoolean: true } : { deceasedDateTime: of.died }),
  });
  const lastEntry = day(of.entered ?? contact);
  const record = { categories, date: day(of.date ?? contact), isContact: true, enteredAt: lastEntry };
  return decideRecord(record, {
    rules: rulesFor({ jurisdictions: law, services: gives, own: [] }),
    patient: { ...life, lastContact: day(contact), lastEntry },
    holds: [],
    at: now,
  });
}

/** "due 2018-05-09 gb-eng/adult" */
function short(verdict: Verdict): string {
  switch (verdict.kind) {
    case "kept":
      return `kept ${dayOf(verdict.until)} ${verdict.applied[0].rule.id}`;
    case "due":
      return `due ${dayOf(verdict.since)} ${verdict.applied[0].rule.id}`;
    case "open":
      return `open ${verdict.applied[0].rule.id}`;
    case "unknown":
      return `unknown ${verdict.lacks}`;
    case "not-covered":
      return `not covered: ${verdict.categories.join()}`;
    case "held":
      return `held, else ${short(verdict.otherwise)}`;
  }
}

const england = { law: ["GB-ENG"], gives: ["clinic"], born: "1948-02-29" } as const satisfies Case;
const table: readonly (readonly [string, Case, string])[] = [
  ["without a law nothing falls due", {}, "not covered: health-record"],
  ["prescriptions keep the house's seven years", { categories: ["prescription"] }, "due 2017-05-09 house/prescription"],
  ["bills have no rule", { ...england, categories: ["billing"] }, "not covered: billing"],
  ["an adult, eight years after the last contact", england, "due 2018-05-09 gb-eng/adult"],
  ["to the day", { ...england, contact: "2018-03-07" }, "due 2026-03-07 gb-eng/adult"],
  ["and not a day before", { ...england, contact: "2018-03-08" }, "kept 2026-03-08 gb-eng/adult"],
  [
    "an old record of somebody who still comes",
    { ...england, date: "1999-01-01", contact: "2025-12-01" },
    "kept 2033-12-01 gb-eng/adult",
  ],
  ["a child, at 25", { ...england, born: "2004-06-15" }, "kept 2029-06-15 gb-eng/child"],
  ["whoever was 17, at 26", { ...england, born: "1993-01-02" }, "due 2019-01-02 gb-eng/child-of-17"],
  ["whoever was 18 that day is none", { ...england, born: "1992-05-09" }, "due 2018-05-09 gb-eng/adult"],
  ["born in a leap year", { ...england, born: "2004-02-29" }, "kept 2029-03-01 gb-eng/child"],
  [
    "of a year alone the last day counts, and both ages may be",
    { ...england, born: "1993" },
    "due 2019-12-31 gb-eng/child-of-17",
  ],
  ["without a birth date nobody knows", { law: ["GB-ENG"], gives: ["clinic"] }, "unknown birth date"],
  ["mental health, 20 years", { ...england, categories: ["mental-health"] }, "kept 2030-05-09 gb-eng/mental-health"],
  [
    "or 10 from a later death",
    { ...england, categories: ["mental-health"], died: "2021-01-01" },
    "kept 2031-01-01 gb-eng/mental-health-after-death",
  ],
  ["dead, nobody wrote when", { ...england, categories: ["mental-health"], died: true }, "unknown date of death"],
  [
    "maternity, 25 years",
    { ...england, categories: ["maternity", "prescription"] },
    "kept 2035-05-09 gb-eng/maternity",
  ],
  ["a general practice keeps the living", { ...england, gives: ["general-practice"] }, "open gb-eng/general-practice"],
  [
    "and ten years from death",
    { ...england, gives: ["general-practice"], died: "2015-07" },
    "due 2025-07-31 gb-eng/general-practice",
  ],
  ["who doesn't say is every kind of service", { ...england, gives: [] }, "open gb-eng/general-practice"],
  ["of two laws the longer", { ...england, law: ["GB-ENG", "DE"] }, "due 2020-05-09 de/patient"],
  [
    "California has the federal law too",
    { law: ["US-CA"], gives: ["clinic"], born: "1970", categories: ["consent"] },
    "due 2017-05-09 us-ca/patient",
  ],
  [
    "and children until 19",
    { law: ["US-CA"], gives: ["clinic"], born: "2009-11-30", contact: "2012-01-01" },
    "kept 2028-11-30 us-ca/minor",
  ],
  [
    "New York's hospitals until 21",
    { law: ["US-NY"], gives: ["hospital"], born: "2006-01-31" },
    "kept 2027-01-31 us-ny/hospital-minor",
  ],
  ["France until the 28th birthday", { law: ["FR"], born: "2009-03-01" }, "kept 2037-03-01 fr/establishment-young"],
  ["Poland from the year's end", { law: ["PL"], born: "1970" }, "kept 2030-12-31 pl/patient"],
  [
    "Austria from each record's own date",
    { law: ["AT"], gives: ["clinic"], date: "2002-02-02" },
    "due 2012-02-02 at/practice",
  ],
  [
    "the Netherlands from the last change",
    { law: ["NL"], contact: "2001-01-01", entered: "2019-09-09" },
    "kept 2039-09-09 nl/patient",
  ],
  ["India, three years", { law: ["IN"] }, "due 2013-05-09 in/physician"],
];

test.each(table)("%s", (_, of, wanted) => {
  expect(short(verdictOf(of))).toBe(wanted);
});

test("a reason names the period, what it is counted from, the rule and its source", () => {
  expect(reasonOf(verdictOf(england))).toBe(
    "due since 2018-05-09: 8 years from the last contact (gb-eng/adult; Records Management Code of Practice (NHS England; August 2021, updated August 2023), Appendix II, retention schedule: adult health records not covered by any other section)",
  );
});

test("every rule has a source that can be found, and an id of its own", () => {
  expect(new Set(everyRule.map(({ id }) => id)).size).toBe(everyRule.length);
  for (const { id, source, years, jurisdiction } of everyRule) {
    expect(source.url, id).toMatch(/^https?:\/\//);
    expect(source.section.length * source.name.length * years, id).toBeGreaterThan(0);
    expect(id.startsWith(jurisdiction.toLowerCase()), id).toBe(true);
  }
  expect(new Set(everyRule.map(({ jurisdiction }) => jurisdiction))).toEqual(new Set(["house", ...jurisdictionIds]));
});

test("types, labels and codes say what a record is", () => {
  const icd = (code: string) => ({ coding: [{ system: "http://hl7.org/fhir/sid/icd-10", code }] });
  const psy = { security: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "PSY" }] };
  const found = (resource: Parameters<typeof categoriesOf>[0]) => categoriesOf(resource).join();
  expect(found({ resourceType: "Observation" })).toBe("health-record");
  expect(found({ resourceType: "MedicationRequest", meta: psy })).toBe("prescription,mental-health");
  expect(found({ resourceType: "Encounter", reasonCode: [icd("O80.0")] })).toBe("maternity");
  expect(found({ resourceType: "Condition", code: icd("I10") })).toBe("health-record");
  expect(found({ resourceType: "Claim" })).toBe("billing");
});

test("a record's date is the latest that it speaks of, else when it was written", () => {
  const at = (resource: object) => dayOf(recordFacts({ resourceType: "Encounter", ...resource }, now).date);
  expect(at({ period: { start: "2019-01-01", end: "2019-02-03T10:00:00+01:00" } })).toBe("2019-02-03");
  expect(at({ period: { start: "2019-01" } })).toBe("2019-01-31");
  expect(at({ date: "no date" })).toBe("2026-03-07");
  // Told today of an illness that began long ago: somebody was here today.
  expect(at({ resourceType: "Condition", onsetDateTime: "1985", abatementDateTime: "1986" })).toBe(dayOf(now));
  // An operation of whom nobody says in which visit: it was told of when it was written down. One within a visit was then.
  const operation = { resourceType: "Procedure", performedDateTime: "1970" };
  expect(at(operation)).toBe(dayOf(now));
  expect(at({ ...operation, encounter: { reference: "Encounter/1" } })).toBe("1970-12-31");
  expect(at({ resourceType: "Immunization", occurrenceDateTime: "1950", recorded: "2011-02-03" })).toBe("2011-02-03");
  expect(at({ ...operation, performedDateTime: "2031-01-01" })).toBe("2031-01-01");
  expect(dayOf(recordFacts({ resourceType: "Patient", birthDate: "1948", deceasedDateTime: "1999" }, now).date)).toBe(
    "2026-03-07",
  );
  expect(spanOf("2024-02")).toEqual({ earliest: day("2024-02-01"), latest: day("2024-03-01") - 1 });
});

test.each([
  { jurisdictions: ["XX"] },
  { services: ["spa"] },
  { own: [{ category: "every", trigger: "birth", years: 5, source: "x" }] },
])("settings that can't be are refused: %j", (stored) => {
  expect(() => retentionSettings.parse(stored)).toThrow(expect.objectContaining({ code: "retention/bad-settings" }));
});

const moment = fc.integer({ min: day("1950-01-01"), max: day("2035-01-01") });
const anyCategories = fc.uniqueArray(fc.constantFrom(...categoryIds), { minLength: 1, maxLength: 3 });
const anyLife = fc.record({
  birth: fc.option(
    moment.map((at) => ({ earliest: at, latest: at })),
    { nil: undefined },
  ),
  death: fc.option(
    fc.oneof(
      fc.constant("unknown" as const),
      moment.map((at) => ({ earliest: at, latest: at })),
    ),
    { nil: undefined },
  ),
  lastContact: moment,
  lastEntry: moment,
});
const anySettings = fc.record({
  jurisdictions: fc.subarray([...jurisdictionIds]),
  services: fc.subarray([...services]),
  own: fc.constant([]),
});
const anyRecord = fc.record({ categories: anyCategories, date: moment, isContact: fc.boolean(), enteredAt: moment });
const hold: HoldInForce = { number: 1, why: "claim 2026-114" };

/** When it is let go of; never, where that isn't known. */
function endOf(verdict: Unheld): number {
  if (verdict.kind === "due") return verdict.since;
  return verdict.kind === "kept" ? verdict.until : Number.POSITIVE_INFINITY;
}

test("a hold always wins, and nothing under one is ever due", () => {
  fc.assert(
    fc.property(anyRecord, anyLife, anySettings, moment, (record, patient, settings, at) => {
      const given = { rules: rulesFor(settings), patient, at };
      const free = decideRecord(record, { ...given, holds: [] });
      expect(decideRecord(record, { ...given, holds: [hold] })).toEqual({
        kind: "held",
        holds: [hold],
        otherwise: free,
      });
    }),
  );
});

test("a rule more never shortens what is kept, unless nothing was known of it before", () => {
  const anyRule = fc.record({
    category: fc.constantFrom("every" as const, ...categoryIds),
    trigger: fc.constantFrom(
      "last-contact" as const,
      "last-entry" as const,
      "record-date" as const,
      "birth" as const,
      "death" as const,
    ),
    years: fc.integer({ min: 1, max: 100 }),
  });
  fc.assert(
    fc.property(anyRecord, anyLife, anySettings, anyRule, (record, patient, settings, more) => {
      const rules = rulesFor(settings);
      const rule: Rule = {
        ...more,
        id: "own/1",
        jurisdiction: "own",
        atEnd: "appraise",
        source: { name: "n", section: "s", url: "" },
      };
      const decide = (all: readonly Rule[]) =>
        decideRecord(record, { rules: all, patient, holds: [], at: now }) as Unheld;
      const before = decide(rules);
      fc.pre(before.kind !== "not-covered");
      expect(endOf(decide([...rules, rule]))).toBeGreaterThanOrEqual(endOf(before));
    }),
  );
});
