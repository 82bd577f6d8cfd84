import {
  type Jurisdiction,
  categories,
  accountRule,
  everyRule,
  jurisdictionIds,
  jurisdictions,
  notCovered,
} from "../src/assurance/retention/index.ts";

const fromWords = {
  "last-contact": "the last contact",
  "last-entry": "the last entry",
  "record-date": "the record's date",
  birth: "birth",
  death: "death",
} as const;

const endWords = { appraise: "appraisal", restrict: "restriction", erase: "erasure" } as const;

/** docs/retention.md: how long records are kept, as the rules have it. */
export function retentionPage(): string {
  const lines = [
    "# How long records are kept",
    "",
    "Generated from the rules themselves by `npm run docs`; a check fails when this page is out of date. Why it is done so:",
    "[decision 34](adr/0034-retention.md).",
    "",
    "An organisation says which laws hold for it (`wardbook retention settings --jurisdictions GB-ENG`), and may add periods of its own. Of",
    "all that apply to a record the longest holds, and a period of its own can only lengthen. What no rule covers is kept. `wardbook",
    "retention plan` says how much falls due in which year, and `wardbook retention explain PATIENT-ID` says of each record why.",
    "",
    "This is what was found in the sources named, not legal advice: somebody who knows your law must agree with it before you rely on it. The",
    "sections of eCFR, the German code, BOE and the Indian regulations were read where others quote them; the addresses are of the texts themselves.",
    "",
    "- **Last contact**: the latest date that any of the patient's records speaks of: visits, results, prescriptions, notes, bookings. A",
    "  record that speaks of no date counts when it was written, and so does history that somebody told (an operation, a vaccination, a medicine",
    "  of which nobody says in which visit it was, or when it was written down); the patient's own resource (name, address) doesn't count.",
    "- **Last entry**: when anything was written last, by hand or by an import.",
    "- A date that is known to the month or year counts as its last day, and of two ages that it allows both count.",
    "- Without a birth date nothing that children's rules might keep is let go, and without a date of death nothing that counts from it.",
    "- A patient's record is destroyed with the patient's key, so as a whole: it falls due when the last of its records does. Two",
    "  people decide, in the browser (`/retention`); where a patient asks for it, [record by record](erasure.md). `wardbook retention queue` lists what waits for them.",
    "",
    "Mental health is what is labelled PSY (by its codes, or by hand); maternity is what has a code of ICD-10's chapter O; prescriptions,",
    "dispensed medicines, consents and bills go by their FHIR type. *Every record* is all of them but bills.",
    "",
    "## In every organisation",
    "",
    ...tableOf("house"),
    "",
    "Beside records: the ledger's entries are kept for seven years, or as `wardbook ledger retention` says ([the ledger](ledger.md)), never",
    "less than the six of 45 CFR § 164.316(b)(2)(i). Backups have no rule that anything here carries out yet.",
    "",
    `What an account holds is destroyed ${accountRule.days} days after its access ended (\`${accountRule.id}\`), by the clock and unless a legal hold keeps it;`,
    `\`wardbook person list\` says when. ${accountRule.note} Sources: ${accountRule.sources.map(({ name, section }) => `${name}, ${section}`).join("; ")}.`,
    "",
    ...jurisdictionIds.flatMap((one) => [
      `## ${jurisdictions[one].name}`,
      "",
      ...about(one),
      ...tableOf(one),
      "",
      ...without(one),
    ]),
    "## Not covered anywhere",
    "",
    ...notCovered.filter(({ jurisdiction }) => jurisdiction === undefined).map(({ what, why }) => `- ${what}: ${why}.`),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function about(one: Jurisdiction): string[] {
  const { includes } = jurisdictions[one];
  const more = includes.length === 0 ? "" : ` What holds in ${includes.join(", ")} holds here too.`;
  return [`\`${one}\`.${more}`, ""];
}

function tableOf(jurisdiction: Jurisdiction | "house"): string[] {
  return [
    "| rule | of what | kept for | then | source |",
    "|---|---|---|---|---|",
    ...everyRule
      .filter((rule) => rule.jurisdiction === jurisdiction)
      .map((rule) => {
        const { id, category, age, services, years, trigger, fromYearEnd, keepsWhileLiving, atEnd, source, note } =
          rule;
        const what = [
          category === "every" ? "every record" : categories[category].label.toLowerCase(),
          ...(age === undefined ? [] : [`of whom at the last contact was ${ageWords(age)}`]),
          ...(services === undefined ? [] : [`(${services.join(", ")})`]),
        ].join(" ");
        const from = `${fromYearEnd === true ? "the end of the year of " : ""}${fromWords[trigger]}`;
        const living = keepsWhileLiving === true ? "; while they live, too" : "";
        const said = note === undefined ? "" : ` ${note}`;
        return `| \`${id}\` | ${what} | ${years} years from ${from}${living} | ${endWords[atEnd]} | [${source.name}](${source.url}), ${source.section}.${said} |`;
      }),
  ];
}

function ageWords({ from, below }: { readonly from?: number; readonly below?: number }): string {
  const least = from === undefined ? [] : [`${from} or older`];
  return [...least, ...(below === undefined ? [] : [`under ${below}`])].join(" and ");
}

function without(one: Jurisdiction): string[] {
  const known = notCovered.filter(({ jurisdiction }) => jurisdiction === one);
  if (known.length === 0) return [];
  return ["Not covered:", "", ...known.map(({ what, why }) => `- ${what}: ${why}.`), ""];
}
