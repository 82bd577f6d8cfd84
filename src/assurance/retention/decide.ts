import { ageAt, dayOf, endOfYear, yearsAfter } from "./calendar.ts";
import type { Category } from "./category.ts";
import type { PatientFacts, RecordFacts } from "./facts.ts";
import type { Rule } from "./rule.ts";

/** When a rule lets go of a record. `open`: not while the patient lives. `unknown`: what it is counted from isn't recorded. */
export type End =
  | { readonly kind: "at"; readonly at: number }
  | { readonly kind: "open" }
  | { readonly kind: "unknown"; readonly lacks: "birth date" | "date of death" };

export interface Applied {
  readonly rule: Rule;
  readonly end: End;
}

/** What forbids to destroy something, whatever the rules say. */
export interface HoldInForce {
  readonly number: number;
  readonly why: string;
}

/** What becomes of a record. `applied`: every rule that has a say, the longest first. */
export type Verdict =
  | { readonly kind: "held"; readonly holds: readonly HoldInForce[]; readonly otherwise: Unheld }
  | Unheld;
export type Unheld =
  | { readonly kind: "kept"; readonly until: number; readonly applied: readonly [Applied, ...Applied[]] }
  | { readonly kind: "due"; readonly since: number; readonly applied: readonly [Applied, ...Applied[]] }
  | { readonly kind: "open"; readonly applied: readonly [Applied, ...Applied[]] }
  | {
      readonly kind: "unknown";
      readonly lacks: "birth date" | "date of death";
      readonly applied: readonly [Applied, ...Applied[]];
    }
  | { readonly kind: "not-covered"; readonly categories: readonly Category[] };

export interface Circumstances {
  readonly rules: readonly Rule[];
  readonly patient: PatientFacts;
  readonly holds: readonly HoldInForce[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Decides by the longest of the rules that hold for a record. Pure. A hold wins over all of them; a category that no rule covers keeps
 *  the record, and another rule's end doesn't let it go. */
export function decideRecord(record: RecordFacts, circumstances: Circumstances): Verdict {
  const { holds } = circumstances;
  const unheld = withoutHolds(record, circumstances);
  return holds.length === 0 ? unheld : { kind: "held", holds, otherwise: unheld };
}

/** What the rules oblige to, of a record that somebody asks to have erased: the longest that isn't over. Unlike in `decideRecord`, what no
 *  rule covers isn't kept by that. Undefined where no rule asks for it (any more). */
export function obligationOf(
  record: RecordFacts,
  circumstances: Omit<Circumstances, "holds">,
): { readonly rule: Rule; readonly until: number | undefined } | undefined {
  const [longest] = appliedTo(record, circumstances);
  if (longest === undefined) return undefined;
  const { rule, end } = longest;
  if (end.kind !== "at") return { rule, until: undefined };
  return end.at <= circumstances.at ? undefined : { rule, until: end.at };
}

/** Every rule that has a say about it, the longest first. */
function appliedTo(
  record: RecordFacts,
  { rules, patient }: Pick<Circumstances, "rules" | "patient">,
): readonly Applied[] {
  return rules
    .filter((rule) => record.categories.some((category) => covers(rule, category)))
    .flatMap((rule) => {
      const end = endOf(rule, record, patient);
      return end === undefined ? [] : [{ rule, end }];
    })
    .toSorted((a, b) => rank(b.end) - rank(a.end));
}

function withoutHolds(record: RecordFacts, { rules, patient, at }: Circumstances): Unheld {
  const { categories } = record;
  const bare = categories.filter((category) => !rules.some((rule) => covers(rule, category)));
  const [longest, ...others] = appliedTo(record, { rules, patient });
  if (longest === undefined || bare.length > 0)
    return { kind: "not-covered", categories: bare.length > 0 ? bare : categories };
  const applied = [longest, ...others] as const;
  const { end } = longest;
  if (end.kind === "open") return { kind: "open", applied };
  if (end.kind === "unknown") return { kind: "unknown", lacks: end.lacks, applied };
  return end.at <= at ? { kind: "due", since: end.at, applied } : { kind: "kept", until: end.at, applied };
}

/** What isn't known might be for ever, so it counts as longer than what is. */
function rank(end: End): number {
  if (end.kind === "at") return end.at;
  return end.kind === "open" ? Number.MAX_VALUE : Number.POSITIVE_INFINITY;
}

export function covers({ category }: Rule, wanted: Category): boolean {
  return category === wanted || (category === "every" && wanted !== "billing");
}

const noBirth = { kind: "unknown", lacks: "birth date" } as const;

/** @returns undefined when the rule has no say about this record */
function endOf(rule: Rule, { date }: RecordFacts, patient: PatientFacts): End | undefined {
  const { birth, death, lastContact, lastEntry } = patient;
  if (rule.age !== undefined) {
    if (birth === undefined) return noBirth;
    const [oldest, youngest] = [ageAt(birth.earliest, lastContact), ageAt(birth.latest, lastContact)];
    if (youngest >= (rule.age.below ?? Number.POSITIVE_INFINITY) || oldest < (rule.age.from ?? 0)) return undefined;
  }
  switch (rule.trigger) {
    case "last-contact":
      return counted(rule, lastContact);
    case "last-entry":
      return counted(rule, lastEntry);
    case "record-date":
      return counted(rule, date);
    case "birth":
      return birth === undefined ? noBirth : counted(rule, birth.latest);
    case "death":
      if (death === undefined) return rule.keepsWhileLiving === true ? { kind: "open" } : undefined;
      if (death === "unknown") return { kind: "unknown", lacks: "date of death" };
      return counted(rule, death.latest);
  }
}

function counted({ years, fromYearEnd }: Rule, from: number): End {
  return { kind: "at", at: yearsAfter(fromYearEnd === true ? endOfYear(from) : from, years) };
}

/** One sentence for people: what becomes of the record, and by which rule. */
export function reasonOf(verdict: Verdict): string {
  switch (verdict.kind) {
    case "held":
      return `held: ${verdict.holds.map(({ number, why }) => `${number}, ${why}`).join("; ")}; otherwise ${reasonOf(verdict.otherwise)}`;
    case "kept":
      return `kept until ${dayOf(verdict.until)}: ${ruleWords(verdict.applied[0].rule)}`;
    case "due":
      return `due since ${dayOf(verdict.since)}: ${ruleWords(verdict.applied[0].rule)}`;
    case "open":
      return `kept while the patient lives: ${ruleWords(verdict.applied[0].rule)}`;
    case "unknown":
      return `kept, because no ${verdict.lacks} is recorded: ${ruleWords(verdict.applied[0].rule)}`;
    case "not-covered":
      return `kept: no rule covers ${verdict.categories.join(", ")}`;
  }
}

const fromWords = {
  "last-contact": "the last contact",
  "last-entry": "the last entry",
  "record-date": "the record's date",
  birth: "birth",
  death: "death",
} as const satisfies Record<Rule["trigger"], string>;

/** "8 years from the last contact (gb-eng/adult; Records Management Code …, Appendix II …)" */
export function ruleWords({ years, trigger, fromYearEnd, id, source }: Rule): string {
  const from = `${fromYearEnd === true ? "the end of the year of " : ""}${fromWords[trigger]}`;
  return `${years} years from ${from} (${id}; ${source.name}, ${source.section})`;
}
