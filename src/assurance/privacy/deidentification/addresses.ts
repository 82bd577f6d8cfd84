/**
 * The first three digits of ZIP codes whose areas together have 20,000 people or fewer: they become 000. Both lists that have been in use
 * are joined, so that neither census lets one through.
 * Source: 45 CFR 164.514(b)(2)(i)(B); HHS, "Guidance Regarding Methods for De-identification of Protected Health Information" (26 November
 * 2012), from the 2000 Census: 17 areas; and the areas that the 2010 Census adds to them.
 */
const fewPeople: ReadonlySet<string> = new Set(
  `036 059 063 102 203 556 692 790 821 823 830 831 878 879 884 890 893
  202 204 205 369 753 772`
    .trim()
    .split(/\s+/),
);

const states: ReadonlySet<string> = new Set(
  `AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI
  WY PR|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|District of Columbia|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|
  Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|
  New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|
  Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|Puerto Rico`
    .split("|")
    .flatMap((part, index) => (index === 0 ? part.trim().split(/\s+/) : [part.trim()]))
    .map((name) => name.toLowerCase()),
);

/** What stays of a postal code: three digits of a ZIP code, or 000. Other countries' codes go. */
export function deidentifyZip(text: string): string | undefined {
  const [, first] = /^\s*(\d{3})\d{2}(?:-?\d{4})?\s*$/.exec(text) ?? [];
  return first === undefined || !fewPeople.has(first) ? first : "000";
}

/** A state of the US stays; elsewhere the same element may name a county. */
export function deidentifyState(text: string): string | undefined {
  return states.has(text.trim().toLowerCase()) ? text : undefined;
}

const inEnglish = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
/** Countries by their names in English, from their codes. Source: ISO 3166-1. */
const countryNames: ReadonlySet<string> = new Set([
  ...letters
    .flatMap((one) => letters.map((other) => inEnglish.of(`${one}${other}`)))
    .flatMap((name) => (name === undefined ? [] : [name.toLowerCase()])),
  "united states of america",
  "england",
  "scotland",
  "wales",
  "northern ireland",
]);

/** A country's code or name stays: a line of an address may have been written into its place. */
export function deidentifyCountry(text: string): string | undefined {
  const name = text.trim();
  return /^[A-Z]{2,3}$/.test(name) || countryNames.has(name.toLowerCase()) ? text : undefined;
}
