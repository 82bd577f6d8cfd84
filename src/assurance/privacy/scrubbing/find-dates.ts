import type { Span } from "./span.ts";

const monthNames: readonly (readonly string[])[] = [
  ["january", "jan", "enero", "janvier", "januar", "janeiro", "gennaio", "ene", "janv", "jän", "jänner"],
  ["february", "feb", "febrero", "février", "fevrier", "februar", "fevereiro", "febbraio", "févr"],
  ["march", "mar", "marzo", "mars", "märz", "maerz", "março"],
  ["april", "apr", "abril", "avril", "aprile", "abr", "avr"],
  ["may", "mayo", "mai", "maio", "maggio"],
  ["june", "jun", "junio", "juin", "juni", "junho", "giugno"],
  ["july", "jul", "julio", "juillet", "juli", "julho", "luglio", "juil"],
  ["august", "aug", "agosto", "août", "aout", "ago"],
  ["september", "sept", "sep", "septiembre", "septembre", "setembro", "settembre", "set"],
  ["october", "oct", "octubre", "octobre", "oktober", "outubro", "ottobre", "okt"],
  ["november", "nov", "noviembre", "novembre", "novembro"],
  ["december", "dec", "diciembre", "décembre", "decembre", "dezember", "dezembro", "dicembre", "dic", "dez", "déc"],
];
const monthOf: ReadonlyMap<string, number> = new Map(
  monthNames.flatMap((names, index) => names.map((name) => [name, index + 1] as const)),
);
const fullMonths = monthNames.flatMap((names) =>
  names.filter((name) => name.length > 4 || name === "june" || name === "july"),
);
const month = `(?:${[...monthOf.keys()].toSorted((a, b) => b.length - a.length).join("|")})`;
const ordinal = String.raw`(?:\s?(?:st|nd|rd|th|er|º|ª|°))?`;
const year = String.raw`(?<y>(?:1[89]|20)\d{2}|['’]\d{2})`;
const time = String.raw`(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?`;

/** Whole forms, with groups y, m, d, or a and b where order isn't sure. */
const forms: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<![\p{L}\d./-])(?<y>(?:1[89]|20)\d{2})(?<s>[-/.])(?<m>0?[1-9]|1[0-2])\k<s>(?<d>0?[1-9]|[12]\d|3[01])${time}(?!\d|[-/]\d)`,
    "giu",
  ),
  /(?<![\p{L}\d./-])(?<a>0?[1-9]|[12]\d|3[01])(?<s>[-/.])(?<b>0?[1-9]|[12]\d|3[01])\k<s>(?<y>(?:1[89]|20)\d{2}|\d{2})(?![\p{L}\d]|[./-]\d)/gu,
  new RegExp(
    String.raw`(?<![\p{L}\d:])(?<d>0?[1-9]|[12]\d|3[01])${ordinal}[\s.-]{0,2}(?:(?:of|de|den)\s+)?(?<m>${month})\.?(?:,?[\s.-]{0,2}(?:(?:de|del|of)\s+)?${year})?(?![\p{L}\d])`,
    "giu",
  ),
  new RegExp(
    String.raw`(?<![\p{L}\d:])(?<d>0?[1-9]|[12]\d|3[01])(?<s>[-/])(?<m>${month})\k<s>(?<y>\d{2})(?![\p{L}\d]|[-/]\d)`,
    "giu",
  ),
  new RegExp(
    String.raw`(?<![\p{L}\d])(?<m>${month})\.?[\s-]{0,2}(?:the\s+)?(?<d>0?[1-9]|[12]\d|3[01])${ordinal}(?:\s?(?:-|–|to)\s?\d{1,2}${ordinal})?(?:(?:,|\s|-)\s*${year})?(?![\p{L}\d]|[/%]|[:.]\d)`,
    "giu",
  ),
  new RegExp(String.raw`(?<![\p{L}\d])(?<m>${month})\.?,?(?:\s+(?:of|de)\s+|[\s-])${year}(?![\p{L}\d])`, "giu"),
  new RegExp(String.raw`(?<![\p{L}\d./-])(?<m>0?[1-9]|1[0-2])/(?<y>(?:19|20)\d{2})(?![\p{L}\d]|[./-]\d)`, "giu"),
  /(?<![\p{L}\d./-])(?<y>(?:19|20)\d{2})(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12]\d|3[01])(?![\p{L}\d]|[./-]\d)/gu,
  /(?<![\p{L}\d./-])(?<y>(?:19|20)\d{2})-(?<m>0[1-9]|1[0-2])(?![\p{L}\d]|[./-]\d)/gu,
];

// A day without its year looks like blood pressures, pain and strength: it has to be announced, and to be followed by nothing that measures.
const announced = String.raw`\b(?:on|since|until|till|by|dated?|d\.?o\.?b\.?|dos|seen|due|from|through|thru|before|after|of|starting|started|stopped|begun|beginning|visit|appt|appointment|surgery|admit(?:ted)?|admission|discharged?|d/c'?d?|f/u|follow[- ]up|effective|expires?|period|menses|born|taken|placed|inserted|removed|given|collected|drawn|clinic|review|op|procedure|delivery|delivered|died|expired|deceased|last|next|to|lmp|edd|scheduled(?: for)?|signed|mon|tues?|wed|thur?s?|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)[:,]?\s+(?:for\s+|on\s+)?`;
const measured = String.raw`(?!\s?(?:pain|strength|scale|mg|ml|mcg|tab|systolic|vision|intensity|motor|power|mm|on (?:the )?(?:pain|scale)|out|severity|in (?:intensity|severity)|doses?|items?|points?|murmur|bilateral|throughout|of\b|%|"|visits?|sessions?))`;
const short = new RegExp(
  String.raw`(?<=${announced})(?<a>0?[1-9]|1[0-2])(?<s>[/-])(?<b>0?[1-9]|[12]\d|3[01])(?![\p{L}\d]|[./-]\d)${measured}`,
  "giu",
);
const shortDayFirst = new RegExp(
  String.raw`(?<=${announced})(?<d>1[3-9]|2\d|3[01])/(?<m>0?[1-9]|1[0-2])(?![\p{L}\d]|[./-]\d)${measured}`,
  "giu",
);
const shortAtTime =
  /(?<![\p{L}\d./-])(?:0?[1-9]|1[0-2])[/-](?:0?[1-9]|[12]\d|3[01])(?=,?\s+(?:at|@)\s+\d{1,2}(?::\d{2}|\s?[ap]m))/giu;
const dayAlone =
  /(?<=\b(?:on|by|until|till|since|before|after|from|to|for|around|of|due)\s+the\s+)(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)(?![\p{L}\d]|\s+(?:percentile|rib|toe|finger|metatarsal|metacarpal|digit|cranial|nerve|intercostal|floor|dose|day|week|time|attempt|visit|session|ventricle|space|lumbar|thoracic|cervical|vertebra|grade|edition|line|child|hour|postoperative|post))/giu;
const monthAlone = new RegExp(
  String.raw`(?<=\b(?:in|since|until|till|by|last|next|this|early|late|mid|of|from|through|during|every|and|to|around|before|after|between|end of|en|em|im)[\s-]+)(?<m>${fullMonths.join("|")}|May|Mar|Jan|Feb|Sept|Oct|Nov|Dec)(?![\p{L}\d])`,
  "giu",
);
const holidays =
  /(?<![\p{L}\d])(?:christmas(?: (?:eve|day))?|new year'?s(?: (?:eve|day))?|thanksgiving|easter(?: sunday)?|halloween|independence day|labou?r day|memorial day|valentine'?s day|boxing day|fourth of july|diwali|eid al-(?:fitr|adha)|yom kippur|rosh hashanah)(?:\s+(?:of\s+)?(?<y>(?:19|20)\d{2}))?(?![\p{L}\d])/giu;
const oldYear =
  /(?<=\b(?:in|since|born(?: in)?|b\.|dob:?|from|of|circa|year|until|before|after|during|the)\s+)(?<y>1[89]\d{2})(?:s\b)?(?![\d/-]|\.\d)/giu;

/** @param oldestYear years before it tell of an age over 89, and go whole */
export function findDates(text: string, oldestYear: number): readonly Span[] {
  const found: Span[] = [];
  const add = (match: RegExpExecArray, isSure = true) => {
    const day = isSure ? dayOf(match) : undefined;
    const known = yearOf(match.groups?.["y"]);
    const rest = known === undefined || known < oldestYear ? undefined : String(known);
    found.push({ from: match.index, to: match.index + match[0].length, kind: "date", rest, day });
  };
  const hasDigits = /\d/.test(text);
  if (hasDigits) {
    for (const form of forms) for (const match of text.matchAll(form)) if (isDate(match, text)) add(match);
    for (const form of [short, shortDayFirst, shortAtTime]) for (const match of text.matchAll(form)) add(match, false);
    for (const match of text.matchAll(oldYear)) if (Number(match.groups?.["y"]) < oldestYear) add(match, false);
  }
  for (const match of text.matchAll(monthAlone)) {
    const name = match[0];
    // "in may" and "may return" differ in nothing but the letter; "march" is a verb too.
    if (/^(?:may|march|mars|mar|set)$/i.test(name) && !/^\p{Lu}/u.test(name)) continue;
    if (
      /^may$/i.test(name) &&
      /^\s+(?:[A-Z]|has|had|is|was)/.test(text.slice(match.index + name.length)) &&
      !/^\s+(?:She|He|The|No|On|In|At|I|We|Has|Had)\b/.test(text.slice(match.index + name.length))
    )
      continue;
    add(match, false);
  }
  for (const match of text.matchAll(holidays)) add(match, false);
  if (hasDigits) for (const match of text.matchAll(dayAlone)) add(match, false);
  return found;
}

function yearOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (text.length === 4) return Number(text);
  const short = Number(text.slice(-2));
  return short > 35 ? 1900 + short : 2000 + short;
}

function monthNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^\d/.test(text) ? Number(text) : monthOf.get(text.toLowerCase());
}

/** The day that a form surely means; undefined where it could be either of two. */
function dayOf({ groups = {} }: RegExpExecArray): string | undefined {
  const { y, m, d, a, b } = groups;
  const known = yearOf(y);
  if (known === undefined) return undefined;
  let monthPart = monthNumber(m);
  let dayPart = d === undefined ? undefined : Number(d);
  if (a !== undefined && b !== undefined) {
    const first = Number(a);
    const second = Number(b);
    if (first === second || second > 12) [monthPart, dayPart] = [first, second];
    else if (first > 12) [monthPart, dayPart] = [second, first];
  }
  if (monthPart === undefined || dayPart === undefined || monthPart > 12) return undefined;
  return `${known}-${String(monthPart).padStart(2, "0")}-${String(dayPart).padStart(2, "0")}`;
}

function isDate(match: RegExpExecArray, text: string): boolean {
  // A point after a whole month ends a sentence.
  if (/\p{Ll}{4}\.\s/u.test(match[0])) return false;
  const { a, b, m, y, s } = match.groups ?? {};
  if (a !== undefined && b !== undefined) {
    if (Number(a) > 12 && Number(b) > 12) return false;
    // "1.5.10" is a version or a dose; with points a date has its whole year.
    if (s === "." && y?.length !== 4) return false;
  }
  // "2. May take …" is a list.
  if (m !== undefined && y === undefined && /^\d+\.\s/.test(match[0]) && /^(?:may|march|mar)/i.test(m)) return false;
  if (
    m !== undefined &&
    y === undefined &&
    /^\d+\s/.test(match[0]) &&
    /^may$/i.test(m) &&
    /^\s+(?:take|be|have|need|return|use|also|cause|resume|require)\b/.test(text.slice(match.index + match[0].length))
  )
    return false;
  if (m !== undefined && /^\d/.test(m)) return true;
  // "may 2", "mar 3": what is also a word has to look like a month.
  if (m !== undefined && /^(?:may|mar|set|mars|march|dec|sep|sept|jan|ago)$/i.test(m) && !/\p{Lu}/u.test(m.charAt(0))) {
    return y !== undefined || /\b(?:on|since|until|by|of|from|dated)\s+(?:the\s+)?$/i.test(text.slice(0, match.index));
  }
  return true;
}
