import type { Rule } from "../rule.ts";

/** What Wardbook promises wherever it runs. A law can only lengthen it. */
export const houseRules: readonly Rule[] = [
  {
    id: "house/prescription",
    jurisdiction: "house",
    category: "prescription",
    trigger: "record-date",
    years: 7,
    atEnd: "appraise",
    source: {
      name: "Wardbook's promises",
      section: "PR-6, prescriptions",
      url: "https://www.ecfr.gov/current/title-42/section-424.516",
    },
    note: "The period of 42 CFR § 424.516(f), promised everywhere.",
  },
];
