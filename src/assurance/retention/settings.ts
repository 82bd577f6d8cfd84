import { type Category, isCategory } from "./category.ts";
import { type Jurisdiction, type Service, isJurisdiction, isService } from "./jurisdiction.ts";
import { RetentionError } from "./retention-error.ts";

/** A period that an organisation adds to the law's. It can only lengthen. */
export interface OwnPeriod {
  readonly category: Category | "every";
  readonly trigger: "last-contact" | "record-date";
  readonly years: number;
  /** Where it is written: "Schedule of 12 May 2026, line 4". */
  readonly source: string;
}

/** What an organisation decides about how long its records are kept. */
export interface RetentionSettings {
  /** None: the house's own rules alone, and everything else is not covered, so it is kept. */
  readonly jurisdictions: readonly Jurisdiction[];
  /** None: rules for every kind of service hold. */
  readonly services: readonly Service[];
  readonly own: readonly OwnPeriod[];
}

export const leastOwnYears = 1;
export const mostOwnYears = 100;
const mostOwn = 50;
const longestSource = 200;

/** Under which key an organisation's settings keep it, and what a stored value means. */
export const retentionSettings: {
  readonly key: string;
  readonly parse: (stored: unknown) => RetentionSettings;
} = {
  key: "retention",
  parse(stored) {
    const { jurisdictions = [], services = [], own = [] } = (stored ?? {}) as Partial<RetentionSettings>;
    if (!Array.isArray(jurisdictions) || !jurisdictions.every(isJurisdiction))
      throw new RetentionError("retention/bad-settings", "a jurisdiction that no rule is known of");
    if (!Array.isArray(services) || !services.every(isService))
      throw new RetentionError("retention/bad-settings", "a kind of service that no rule is known of");
    if (!Array.isArray(own) || own.length > mostOwn || !own.every(isOwnPeriod))
      throw new RetentionError(
        "retention/bad-settings",
        `a period of your own has a category, ${leastOwnYears} to ${mostOwnYears} years, and a source; there are at most ${mostOwn}`,
      );
    return {
      jurisdictions: [...new Set(jurisdictions)],
      services: [...new Set(services)],
      own: own.map(({ category, trigger, years, source }) => ({ category, trigger, years, source })),
    };
  },
};

function isOwnPeriod({ category, trigger, years, source }: OwnPeriod): boolean {
  const isKnown = (category === "every" || isCategory(category)) && ["last-contact", "record-date"].includes(trigger);
  const isBounded = Number.isInteger(years) && years >= leastOwnYears && years <= mostOwnYears;
  return isKnown && isBounded && typeof source === "string" && source.trim() !== "" && source.length <= longestSource;
}

/** For the ledger: "GB-ENG, nursing-home, billing 10 years". */
export function settingsWords({ jurisdictions, services, own }: RetentionSettings): string {
  const added = own.map(({ category, years }) => `${category} ${years} years`);
  return [...jurisdictions, ...services, ...added].join(", ") || "nothing chosen";
}
