import type { Rule } from "../rule.ts";

const cfr = (title: number, section: string, paragraph: string) => ({
  name: `Code of Federal Regulations, title ${title}`,
  section: `§ ${section}${paragraph}`,
  url: `https://www.ecfr.gov/current/title-${title}/section-${section}`,
});

/** HIPAA itself sets no period for medical records: Medicare's conditions and the States do. */
export const americanRules: readonly Rule[] = [
  {
    id: "us/hospital",
    jurisdiction: "US",
    category: "every",
    services: ["hospital"],
    trigger: "last-contact",
    years: 5,
    atEnd: "appraise",
    source: cfr(42, "482.24", "(b)(1)"),
  },
  {
    id: "us/nursing-home",
    jurisdiction: "US",
    category: "every",
    services: ["nursing-home"],
    trigger: "last-contact",
    years: 5,
    atEnd: "appraise",
    source: cfr(42, "483.70", ", medical records, retention"),
    note: "Where no State law says how long.",
  },
  {
    id: "us/nursing-home-minor",
    jurisdiction: "US",
    category: "every",
    services: ["nursing-home"],
    age: { below: 21 },
    trigger: "birth",
    years: 24,
    atEnd: "appraise",
    source: cfr(42, "483.70", ", medical records, retention"),
    note: "Three years after legal age, which States set between 18 and 21: 21 is taken.",
  },
  {
    id: "us/prescription",
    jurisdiction: "US",
    category: "prescription",
    trigger: "record-date",
    years: 7,
    atEnd: "appraise",
    source: cfr(42, "424.516", "(f)"),
  },
  {
    id: "us/consent",
    jurisdiction: "US",
    category: "consent",
    trigger: "last-entry",
    years: 6,
    atEnd: "appraise",
    source: cfr(45, "164.530", "(j)(2)"),
    note: "Six years from when it was written, or was last in effect: counted from the last entry.",
  },
  {
    id: "us-ca/patient",
    jurisdiction: "US-CA",
    category: "every",
    trigger: "last-contact",
    years: 7,
    atEnd: "appraise",
    source: {
      name: "California Code of Regulations, title 22",
      section: "§ 70751(c); § 72543(a) for nursing facilities, § 75055(a) for clinics",
      url: "http://www.healthinfolaw.org/state-law/medical-record-availability-22-ca-adc-%C2%A770751",
    },
  },
  {
    id: "us-ca/minor",
    jurisdiction: "US-CA",
    category: "every",
    age: { below: 18 },
    trigger: "birth",
    years: 19,
    atEnd: "appraise",
    source: {
      name: "California Code of Regulations, title 22",
      section: "§ 70751(c); § 72543(a) for nursing facilities, § 75055(a) for clinics",
      url: "http://www.healthinfolaw.org/state-law/medical-record-availability-22-ca-adc-%C2%A770751",
    },
  },
  ...newYork(),
];

function newYork(): readonly Rule[] {
  const source = {
    name: "New York Codes, Rules and Regulations, title 10",
    section: "§ 405.10(a)(4)",
    url: "https://www.law.cornell.edu/regulations/new-york/10-NYCRR-405.10",
  };
  const hospital = { jurisdiction: "US-NY", category: "every", services: ["hospital"], atEnd: "appraise" } as const;
  return [
    { ...hospital, id: "us-ny/hospital", trigger: "last-contact", years: 6, source },
    { ...hospital, id: "us-ny/hospital-minor", age: { below: 18 }, trigger: "birth", years: 21, source },
    { ...hospital, id: "us-ny/hospital-after-death", trigger: "death", years: 6, source },
  ];
}
