import type { Rule } from "../rule.ts";

const code = (section: string) => ({
  name: "Records Management Code of Practice (NHS England; August 2021, updated August 2023)",
  section: `Appendix II, retention schedule: ${section}`,
  url: "https://transform.england.nhs.uk/information-governance/guidance/records-management-code/records-management-code-of-practice/",
});

/** England: the Code's periods are the least that is kept; what follows is a review, not destruction by itself. */
export const englishRules: readonly Rule[] = [
  {
    id: "gb-eng/adult",
    jurisdiction: "GB-ENG",
    category: "every",
    trigger: "last-contact",
    years: 8,
    atEnd: "appraise",
    source: code("adult health records not covered by any other section"),
  },
  {
    id: "gb-eng/child",
    jurisdiction: "GB-ENG",
    category: "every",
    age: { below: 17 },
    trigger: "birth",
    years: 25,
    atEnd: "appraise",
    source: code("children's records, until the 25th birthday"),
  },
  {
    id: "gb-eng/child-of-17",
    jurisdiction: "GB-ENG",
    category: "every",
    age: { from: 17, below: 18 },
    trigger: "birth",
    years: 26,
    atEnd: "appraise",
    source: code("children's records, until the 26th birthday of who was 17 when treatment ended"),
  },
  {
    id: "gb-eng/mental-health",
    jurisdiction: "GB-ENG",
    category: "mental-health",
    trigger: "last-contact",
    years: 20,
    atEnd: "appraise",
    source: code("mental health records, including psychology records"),
  },
  {
    id: "gb-eng/mental-health-after-death",
    jurisdiction: "GB-ENG",
    category: "mental-health",
    trigger: "death",
    years: 10,
    atEnd: "appraise",
    source: code("mental health records, 10 years after death"),
    note: "The Code says 20 years, or 10 after death: the later of the two is taken.",
  },
  {
    id: "gb-eng/maternity",
    jurisdiction: "GB-ENG",
    category: "maternity",
    trigger: "last-contact",
    years: 25,
    atEnd: "appraise",
    source: code("obstetrics, maternity, antenatal and postnatal records"),
  },
  {
    id: "gb-eng/general-practice",
    jurisdiction: "GB-ENG",
    category: "every",
    services: ["general-practice"],
    trigger: "death",
    years: 10,
    keepsWhileLiving: true,
    atEnd: "appraise",
    source: code("GP patient records, 10 years after death"),
  },
];
