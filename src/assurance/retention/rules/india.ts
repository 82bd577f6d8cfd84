import type { Rule } from "../rule.ts";

export const indianRules: readonly Rule[] = [
  {
    id: "in/physician",
    jurisdiction: "IN",
    category: "every",
    trigger: "last-contact",
    years: 3,
    atEnd: "appraise",
    source: {
      name: "Indian Medical Council (Professional Conduct, Etiquette and Ethics) Regulations, 2002",
      section: "reg. 1.3.1",
      url: "https://www.nmc.org.in/rules-regulations/code-of-medical-ethics-regulations-2002/",
    },
    note: "Of indoor patients, from when treatment began: counted from the last contact, which is later, and for all.",
  },
  {
    id: "in/schedule-h1",
    jurisdiction: "IN",
    category: "dispensing",
    trigger: "record-date",
    years: 3,
    atEnd: "appraise",
    source: {
      name: "Drugs Rules, 1945, as amended by G.S.R. 588(E) of 30 August 2013",
      section: "register of supplies of Schedule H1",
      url: "https://pib.gov.in/newsite/PrintRelease.aspx?relid=101251",
    },
    note: "Of Schedule H1; taken for every dispensed medicine, because a record doesn't say its schedule.",
  },
];
