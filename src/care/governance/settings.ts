/** What an organisation decides about exceptional access. */
export interface GovernanceSettings {
  readonly breakGlass: {
    /** How long the glass stays broken: 5 minutes to 12 hours. */
    readonly minutes: number;
    /** Within how many hours of the asking it has to be reviewed. */
    readonly reviewHours: number;
    /** Askings of one person within an hour, whether or not they find a patient. */
    readonly mostAskings: number;
  };
  readonly vendorAccess: {
    /** The longest time that one approval lasts. */
    readonly mostDays: number;
  };
  readonly accessReview: {
    /** Opened by the calendar at the start of each quarter. */
    readonly quarterly: boolean;
    readonly days: number;
    /** Reminders go out this many days before the deadline. */
    readonly remindDays: number;
    /** What happens to a grant that nobody decided about by the deadline. */
    readonly unreviewed: "flag" | "withdraw";
  };
}

export const defaultSettings: GovernanceSettings = {
  breakGlass: { minutes: 120, reviewHours: 72, mostAskings: 10 },
  vendorAccess: { mostDays: 7 },
  accessReview: { quarterly: true, days: 21, remindDays: 7, unreviewed: "flag" },
};

const bounds = {
  breakGlass: { minutes: [5, 720], reviewHours: [1, 336], mostAskings: [1, 100] },
  vendorAccess: { mostDays: [1, 30] },
  accessReview: { days: [1, 90], remindDays: [1, 30] },
} as const;

/** What a stored value means. What is absent or out of bounds falls back to the default: a setting can't turn the limits off. */
export function readSettings(stored: unknown): GovernanceSettings {
  const { breakGlass, vendorAccess, accessReview } = defaultSettings;
  const given = part(stored);
  const review = part(given["accessReview"]);
  return {
    breakGlass: numbers(breakGlass, bounds.breakGlass, part(given["breakGlass"])),
    vendorAccess: numbers(vendorAccess, bounds.vendorAccess, part(given["vendorAccess"])),
    accessReview: {
      ...accessReview,
      ...numbers({ days: accessReview.days, remindDays: accessReview.remindDays }, bounds.accessReview, review),
      quarterly: typeof review["quarterly"] === "boolean" ? review["quarterly"] : accessReview.quarterly,
      unreviewed: review["unreviewed"] === "withdraw" ? "withdraw" : "flag",
    },
  };
}

function part(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function numbers<Name extends string>(
  fallback: Readonly<Record<Name, number>>,
  within: Readonly<Record<Name, readonly [number, number]>>,
  given: Readonly<Record<string, unknown>>,
): Record<Name, number> {
  const read: Record<Name, number> = { ...fallback };
  for (const name of Object.keys(within) as Name[]) {
    const value = given[name];
    const [least, most] = within[name];
    if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) read[name] = value;
  }
  return read;
}
