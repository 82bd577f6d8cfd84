/** What an organisation shows to people who aren't signed in. */
export interface PublicPages {
  readonly words: string;
  /** Branches with an enquiry form. */
  readonly enquiryBranchIds: readonly string[];
  /** Which kinds of appointment can be asked for at which branch. */
  readonly offers: readonly { readonly kindId: string; readonly branchId: string }[];
  /** How long a time is kept for whoever asked for it. */
  readonly holdHours: number;
  /** Nearer times aren't offered. */
  readonly noticeHours: number;
  readonly horizonDays: number;
}

/** Off until an administrator names a branch. */
export const defaultPages: PublicPages = {
  words: "",
  enquiryBranchIds: [],
  offers: [],
  holdHours: 24,
  noticeHours: 12,
  horizonDays: 28,
};

const bounds = { holdHours: [1, 168], noticeHours: [1, 336], horizonDays: [1, 90] } as const;

/** Where it is stored: see `Settings` of identity. */
export const publicPages = {
  key: "public-pages",
  /** What is stored, made good. @throws RangeError on what can't be */
  parse(stored: unknown): PublicPages {
    if (stored === undefined) return defaultPages;
    if (typeof stored !== "object" || stored === null) throw new RangeError("the settings are no object");
    const given = { ...defaultPages, ...stored } as PublicPages;
    for (const [name, [least, most]] of Object.entries(bounds)) {
      const value = given[name as keyof typeof bounds];
      if (!Number.isInteger(value) || value < least || value > most)
        throw new RangeError(`${name} is a whole number from ${least} to ${most}`);
    }
    if (given.words.length > 400) throw new RangeError("words are at most 400 letters");
    return given;
  },
};
