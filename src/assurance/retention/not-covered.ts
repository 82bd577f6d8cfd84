import type { Category } from "./category.ts";
import type { Jurisdiction } from "./jurisdiction.ts";

/** Known not to be covered, and why: said, so that nobody takes silence for a rule. */
export interface NotCovered {
  readonly what: string;
  readonly why: string;
  readonly jurisdiction?: Jurisdiction;
  readonly category?: Category;
}

export const notCovered: readonly NotCovered[] = [
  {
    what: "Bills, claims and coverage",
    category: "billing",
    why: "tax and insurance law sets their periods, and none is cited here: add your own",
  },
  {
    what: "Cancer, long-term illness, dental, sexual health, screening and transplant records",
    jurisdiction: "GB-ENG",
    why: "the Code has longer periods for some; a record doesn't say reliably that it is one",
  },
  { what: "Scotland, Wales, Northern Ireland", why: "they have codes of their own, not cited here" },
  { what: "Other States of the United States", why: "not cited here: add your State's periods as your own" },
  {
    what: "Controlled drugs (21 CFR § 1304.04(a), two years)",
    jurisdiction: "US",
    why: "a prescription doesn't say its schedule; prescriptions are kept longer anyway",
  },
  {
    what: "Private practitioners outside of establishments",
    jurisdiction: "FR",
    why: "no law sets a period; a custom of 20 years is no source",
  },
  { what: "Hospital laws of the Länder", jurisdiction: "DE", why: "they differ, and some ask for 30 years" },
  {
    what: "Death by injury or poisoning (30 years), blood and its components (30 years), X-ray images",
    jurisdiction: "PL",
    why: "a record doesn't say reliably that it is one",
  },
  { what: "Public providers", jurisdiction: "SE", why: "the law of archives holds for them" },
  {
    what: "Denmark, Finland, Ireland, Italy, Portugal and the other member states",
    why: "not found in a source that could be checked",
  },
  {
    what: "State shops and establishments, clinical establishments, PCPNDT and medico-legal records",
    jurisdiction: "IN",
    why: "not found in a source that could be checked",
  },
  {
    what: "What is about no patient (locations, organisations, practitioners, definitions)",
    why: "not part of any patient's record, and not destroyed with one",
  },
];
