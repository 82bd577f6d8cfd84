import { type Jurisdiction, jurisdictions } from "./jurisdiction.ts";
import type { Rule } from "./rule.ts";
import { americanRules } from "./rules/united-states.ts";
import { englishRules } from "./rules/england.ts";
import { europeanRules } from "./rules/europe.ts";
import { houseRules } from "./rules/house.ts";
import { indianRules } from "./rules/india.ts";
import type { RetentionSettings } from "./settings.ts";

/** Every rule that Wardbook knows, whoever it holds for. */
export const everyRule: readonly Rule[] = [
  ...houseRules,
  ...englishRules,
  ...americanRules,
  ...europeanRules,
  ...indianRules,
];

/** What holds for an organisation: the house's own, its jurisdictions' for the services it gives, and what it added. */
export function rulesFor({ jurisdictions: chosen, services, own }: RetentionSettings): readonly Rule[] {
  const inForce = new Set<Jurisdiction>(chosen.flatMap((one) => [one, ...jurisdictions[one].includes]));
  return [
    ...everyRule.filter(
      (rule) =>
        rule.jurisdiction === "house" ||
        (rule.jurisdiction !== "own" && inForce.has(rule.jurisdiction) && isGiven(rule, services)),
    ),
    ...own.map(
      ({ category, trigger, years, source }, index): Rule => ({
        id: `own/${index + 1}`,
        jurisdiction: "own",
        category,
        trigger,
        years,
        atEnd: "appraise",
        source: { name: "The organisation's own schedule", section: source, url: "" },
      }),
    ),
  ];
}

function isGiven(rule: Rule, services: RetentionSettings["services"]): boolean {
  return rule.services === undefined || services.length === 0 || rule.services.some((one) => services.includes(one));
}
