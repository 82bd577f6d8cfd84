/** At what age somebody comes of age, and where that is written. */
export interface Majority {
  readonly label: string;
  /** Years. */
  readonly age: number;
  readonly source: { readonly section: string; readonly url: string };
}

/** Law as data. What isn't here is not covered: whoever records an authority then states its end themselves. */
export const majorities = {
  "england-and-wales": {
    label: "England and Wales",
    age: 18,
    source: {
      section: "Family Law Reform Act 1969, section 1(1)",
      url: "https://www.legislation.gov.uk/ukpga/1969/46/section/1",
    },
  },
  germany: {
    label: "Germany",
    age: 18,
    source: { section: "Bürgerliches Gesetzbuch, § 2", url: "https://www.gesetze-im-internet.de/bgb/__2.html" },
  },
  india: {
    label: "India",
    age: 18,
    source: {
      section: "Majority Act 1875, section 3",
      url: "https://www.indiacode.nic.in/bitstream/123456789/2284/1/A1875-9.pdf",
    },
  },
} as const satisfies Readonly<Record<string, Majority>>;

export type Jurisdiction = keyof typeof majorities;
export const jurisdictions = Object.keys(majorities) as [Jurisdiction, ...Jurisdiction[]];

/** The last day of childhood: the one before the day that somebody comes of age, as "2034-06-10". Of a birth date that is known in part
 *  the earliest day counts, and where that birthday doesn't exist in its year, the day before it would be.
 *  @param birthDate a FHIR date: "2016", "2016-06" or "2016-06-11"; undefined for what is none */
export function lastDayOfChildhood(birthDate: string, jurisdiction: Jurisdiction): string | undefined {
  const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(birthDate);
  if (parts === null) return undefined;
  const [, year, month = "01", day = "01"] = parts;
  const birthday = Date.UTC(Number(year) + majorities[jurisdiction].age, Number(month) - 1, Number(day));
  // 29 February of a common year is read as 1 March: the day before that is a day too late.
  const missed = new Date(birthday).getUTCDate() === Number(day) ? 1 : 2;
  return new Date(birthday - missed * 86_400_000).toISOString().slice(0, 10);
}
