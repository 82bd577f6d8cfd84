import {
  type Category,
  type Jurisdiction,
  type OwnPeriod,
  type RetentionPlan,
  type RetentionSettings,
  type Service,
  categories,
  categoryIds,
  dayOf,
  isJurisdiction,
  isService,
  jurisdictionIds,
  jurisdictions,
  reasonOf,
  retentionSettings,
  services,
  settingsWords,
} from "../../../assurance/retention/index.ts";
import { parseResourceId } from "../../../foundation/kernel/index.ts";
import { chooseOrganisation, organisationFlag } from "../choose-organisation.ts";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { operator, retentionOperator } from "../operator.ts";
import { type Terminal, count, table } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

/** "GB-ENG,US" as a list; "none" as an empty one. */
function listIn<T extends string>(
  text: string,
  isKnown: (one: unknown) => one is T,
  known: readonly T[],
): readonly T[] {
  if (text === "none") return [];
  const named = text.split(",").map((one) => one.trim());
  return named.map((one) => {
    if (!isKnown(one)) throw new UsageError(`"${one}" is none of ${known.join(", ")}`);
    return one;
  });
}

function ownIn(text: string): OwnPeriod {
  const [, category = "", years = "", source = ""] = /^([a-z-]+)=(\d+):(.+)$/.exec(text) ?? [];
  const known = category === "every" ? category : categoryIds.find((one) => one === category);
  if (known === undefined)
    throw new UsageError(`say CATEGORY=YEARS:SOURCE, where CATEGORY is every, ${categoryIds.join(", ")}`);
  return { category: known, trigger: "last-contact", years: Number(years), source: source.trim() };
}

interface Asked {
  readonly jurisdictions?: readonly Jurisdiction[];
  readonly services?: readonly Service[];
  readonly own?: OwnPeriod;
  readonly isWithoutOwn: boolean;
}

function changed(before: RetentionSettings, asked: Asked): RetentionSettings {
  const own = asked.isWithoutOwn ? [] : before.own;
  return {
    jurisdictions: asked.jurisdictions ?? before.jurisdictions,
    services: asked.services ?? before.services,
    own: asked.own === undefined ? own : [...own.filter(({ category }) => category !== asked.own?.category), asked.own],
  };
}

function saySettings(terminal: Terminal, { jurisdictions: chosen, services: given, own }: RetentionSettings): void {
  const places = chosen.map((one) => `${one} (${jurisdictions[one].name})`).join(", ");
  terminal.say(`jurisdictions  ${places || "none: the house's own periods alone, all else is kept"}`);
  terminal.say(`services       ${given.join(", ") || "not said: periods for every kind hold"}`);
  for (const { category, years, source } of own)
    terminal.say(`own            ${category}: ${years} years from the last contact (${source})`);
}

export const retentionSettingsCommand: Command = {
  name: "retention settings",
  usage:
    "[--jurisdictions LIST] [--services LIST] [--own CATEGORY=YEARS:SOURCE | --without-own] [--organisation SHORT-NAME]",
  summary: "Say, or decide, which law says how long records are kept",
  details: [
    "Of all periods that apply to a record the longest holds. Without a jurisdiction nothing falls due but prescriptions, after seven years. The rules, each with its source, are in docs/retention.md; your own can only lengthen them. Without a flag it says what holds. The change is in the ledger.",
  ],
  flags: {
    jurisdictions: { placeholder: "LIST", meaning: `Of ${jurisdictionIds.join(", ")}, with commas; or none.` },
    services: { placeholder: "LIST", meaning: `Of ${services.join(", ")}, with commas; or none.` },
    own: {
      placeholder: "CATEGORY=YEARS:SOURCE",
      meaning: `A period of your own, counted from the last contact: CATEGORY is every, ${categoryIds.join(", ")}.`,
    },
    "without-own": { placeholder: "", meaning: "Takes away every period of your own." },
    ...organisationFlag,
  },
  examples: [
    "wardbook retention settings --jurisdictions GB-ENG --services nursing-home",
    'wardbook retention settings --own "billing=10:Accounts handbook 2026, page 4"',
  ],
  run: ({ ports, terminal, flags }) => {
    const { jurisdictions: places, services: given, own } = flags;
    const asked: Asked = {
      ...(places === undefined ? {} : { jurisdictions: listIn(places, isJurisdiction, jurisdictionIds) }),
      ...(given === undefined ? {} : { services: listIn(given, isService, services) }),
      ...(own === undefined ? {} : { own: ownIn(own) }),
      isWithoutOwn: flags["without-own"] !== undefined,
    };
    const isChange = asked.isWithoutOwn || Object.keys(asked).length > 1;
    return ports.withHouse(async (house) => {
      const { tenant, name } = await chooseOrganisation(house, flags["organisation"]);
      const { settings } = house.identity;
      const now = isChange
        ? await settings.change(operator(ports), tenant, retentionSettings, (before) => {
            const value = changed(before, asked);
            return { value, detail: `retention: ${settingsWords(before)}; now ${settingsWords(value)}` };
          })
        : await settings.get(tenant, retentionSettings);
      terminal.say(terminal.paint.strong(name));
      saySettings(terminal, now);
      return exitCode.done;
    });
  },
};

const undatedWords = {
  held: "under a legal hold",
  open: "kept while the patient lives",
  unknown: "kept: a birth date or date of death isn't recorded",
  "not-covered": "kept: no rule covers them",
} as const satisfies Record<keyof RetentionPlan["undated"], string>;

function sayPlan(terminal: Terminal, plan: RetentionPlan): void {
  const used = categoryIds.filter((one) => plan.rows.some(({ category }) => category === one));
  const years = [...new Set([...plan.rows.map(({ year }) => year), ...plan.patients.map(({ year }) => year)])];
  const cell = (year: number, category: Category) =>
    plan.rows.find((row) => row.year === year && row.category === category)?.records ?? 0;
  const lines = years
    .toSorted((a, b) => a - b)
    .map((year) => [
      String(year),
      ...used.map((category) => count(cell(year, category))),
      count(plan.patients.find((one) => one.year === year)?.patients ?? 0),
    ]);
  for (const line of table([["year", ...used.map((one) => categories[one].label), "Whole patients"], ...lines]))
    terminal.say(line);
  for (const [state, words] of Object.entries(undatedWords)) {
    const { records, patients } = plan.undated[state as keyof typeof undatedWords];
    if (records > 0) terminal.say(`${count(records)} records ${words}; of them ${count(patients)} patients as a whole`);
  }
  terminal.say(
    `${count(plan.recordsInAll)} records, ${count(plan.aboutNobody)} of them about no patient; of ${count(plan.patientsInAll)} patients ${count(plan.patientsDue)} are due as a whole on ${dayOf(plan.at)}. Nothing was changed.`,
  );
}

export const retentionPlanCommand: Command = {
  name: "retention plan",
  usage: "[--organisation SHORT-NAME]",
  summary: "Say how many records fall due in which year, and change nothing",
  details: [
    "Goes through every record of the organisation, and keeps a few numbers for each patient. What falls due is a whole patient's record, once the last of it does: it is destroyed with the patient's key. The ledger tells that somebody looked.",
  ],
  flags: { ...organisationFlag },
  examples: ["wardbook retention plan"],
  run: ({ ports, terminal, flags }) =>
    ports.withHouse(async (house) => {
      const { tenant, name } = await chooseOrganisation(house, flags["organisation"]);
      const line = terminal.progress();
      let plan: RetentionPlan | undefined;
      try {
        for await (const step of house.retention.plan(retentionOperator(ports, tenant))) {
          line.update({ label: "Looking through records", done: step.done, total: step.total });
          plan = step.plan;
          if (ports.stop.aborted) break;
        }
      } finally {
        line.end();
      }
      if (plan === undefined) {
        terminal.tell("Stopped. Nothing was changed.");
        return exitCode.failed;
      }
      terminal.say(terminal.paint.strong(name));
      saySettings(terminal, await house.identity.settings.get(tenant, retentionSettings));
      sayPlan(terminal, plan);
      return exitCode.done;
    }),
};

export const retentionExplainCommand: Command = {
  name: "retention explain",
  usage: "PATIENT-ID [--organisation SHORT-NAME]",
  summary: "Say of each record of a patient how long it is kept, and by which rule",
  details: ["The patient's part of the ledger tells that somebody looked. No content is shown."],
  flags: { ...organisationFlag },
  examples: [],
  run: ({ ports, terminal, words, flags }) => {
    const [id] = words;
    if (id === undefined || words.length > 1) throw new UsageError("say whose records: the patient's id");
    const patient = parseResourceId(id);
    return ports.withHouse(async (house) => {
      const { tenant } = await chooseOrganisation(house, flags["organisation"]);
      const { records, whole } = await house.retention.explain(retentionOperator(ports, tenant), patient);
      for (const record of records) terminal.say(`${record.type}/${record.id}  ${reasonOf(record.verdict)}`);
      if (whole !== undefined) terminal.say(terminal.paint.strong(`As a whole: ${reasonOf(whole)}`));
      return exitCode.done;
    });
  },
};
