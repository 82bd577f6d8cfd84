import { eponyms, titles } from "./name-words.ts";
import { ordinaryWords } from "./ordinary-words.ts";
import { fold } from "./fold.ts";
import { cities } from "./place-words.ts";
import { type Span, spansOf } from "./span.ts";

const word = String.raw`\p{Lu}[\p{L}\p{M}'’.-]*`;
const streetType = String.raw`(?:Street|Str|St|Avenue|Ave|Av|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Close|Crescent|Cres|Terrace|Ter|Place|Pl|Parkway|Pkwy|Highway|Hwy|Square|Sq|Gardens|Gdns|Mews|Row|Grove|Circle|Cir|Trail|Trl|Alley|Walk|Loop|Plaza|Pike|Route|Turnpike|Green|Hill|Rise|View|Park)`;
const unit = String.raw`(?:,?\s*(?:Apt|Apartment|Unit|Suite|Ste|Flat|Room|Rm|Floor|Fl|Lot|Bldg|#)\.?\s*#?\s*[A-Z]?-?\d{0,5}[A-Z]?\b)?`;
const states = String.raw`(?:A[LKZR]|C[AOT]|D[EC]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY]|PR|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming)`;
const house = String.raw`\d{1,6}[A-Za-z]?(?:\s?[-/]\s?\d{1,4}[A-Za-z]?)?`;

const streets: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<![\p{L}\d/.-])(?:(?:Flat|Apt|Apartment|Unit|Suite)\.?\s*\d{1,4}[A-Za-z]?,?[ \t]+)?${house},?[ \t]+(?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.?[ \t]+)?(?:(?:${word}|\d{1,3}(?:st|nd|rd|th)|of|the|de|la)[ \t]+){1,4}?${streetType}\b\.?${unit}(?![\p{L}\d])`,
    "dgu",
  ),
  new RegExp(
    String.raw`(?<![\p{L}\d/.-])${house}[ \t]+(?:[a-z'-]+[ \t]+){1,3}(?:street|avenue|ave|road|lane|drive|boulevard|blvd|court|terrace|parkway|crescent)\b${unit}(?![\p{L}\d])`,
    "dgu",
  ),
  /(?<![\p{L}\d])(?:P\.?\s?O\.?\s?Box|Post Office Box|Postfach|Apartado)\s*\d{1,6}/dgiu,
  new RegExp(
    String.raw`(?<![\p{L}\d])(?:(?:[Rr]ue|Avenue|Boulevard|Calle|Avenida|Carrera|Via|Viale|Rua|Paseo|Plaza|Ulica|ul\.)[ \t]+(?:(?:de|del|de la|la|du|des|da|do|dos)[ \t]+)?${word}(?:[ \t]+${word}){0,2}(?:,?\s*(?:n[°º.]?\s*)?\d{1,4}[a-z]?)?|\d{1,4},?[ \t]+(?:[Rr]ue|[Aa]venue|[Bb]oulevard)[ \t]+(?:(?:de la|de|du|des)[ \t]+)?${word}(?:[ \t]+${word}){0,2})(?![\p{L}\d])`,
    "dgu",
  ),
  /(?<![\p{L}\d])\p{Lu}[\p{L}-]*(?:straße|strasse|str\.|weg|gasse|platz|allee|gatan|vägen|straat|laan)[ \t]+\d{1,4}\s?[a-z]?(?![\p{L}\d])/dgu,
  new RegExp(
    String.raw`(?<=\b(?:on|at|along|near|off|corner of|and)[ \t]+)(?:${word}[ \t]+){1,3}(?:Street|Avenue|Road|Lane|Drive|Boulevard|Court|Crescent|Parkway|Blvd|Ave|Rd)\b\.?(?![\p{L}\d])`,
    "dgu",
  ),
];
const codes: readonly RegExp[] = [
  new RegExp(String.raw`(?<=\b${states}\.?,?\s+)\d{5}(?:-\d{4})?(?!\d)`, "dgu"),
  /(?<=\b(?:zip|zip code|postal code|postcode|post code|plz|cp)\W{0,3})(?:\d{5}(?:-\d{4})?|\d{4,6})(?!\d)/dgiu,
  /(?<![\p{L}\d])(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d|[A-HK-Y]\d\d|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRV-Y]) ?\d[ABD-HJLNP-UW-Z]{2})(?![\p{L}\d])/dgu,
  /(?<![\p{L}\d])[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d(?![\p{L}\d])/dgu,
  /(?<=\p{Ll},\s)\d{5}(?:-\d{4})?(?![\p{L}\d]|\s?(?:mg|ml|units))/dgu,
];
const institutionType = String.raw`(?:Hospitals?|Medical Cent(?:er|re)|Health Cent(?:er|re)|Clinic|Infirmary|Hospice|Nursing Home|Care Home|Rest Home|Retirement (?:Home|Village|Community)|Assisted Living|Care Cent(?:er|re)|Rehabilitation Cent(?:er|re)|Rehab|Surgery Cent(?:er|re)|Surgery|Medical Group|Medical Practice|Pharmacy|University|College|High School|Elementary School|Primary School|Elementary|Middle School|School|Academy|Church|Parish|Temple|Mosque|Synagogue|Day Cent(?:er|re)|Lodge|Manor|Court Care|House)`;
const plainWord = String.raw`(?:(?:St|Mt|Ft|Sts)\.|\p{Lu}[\p{L}\p{M}'’-]*)`;
const institution = new RegExp(
  String.raw`(?<![\p{L}\d])(?<it>(?:${plainWord} +(?:(?:of|the|and|&|de|for) +){0,2}){1,4}?${institutionType})(?![\p{L}\d])`,
  "dgu",
);
const county = new RegExp(
  String.raw`(?<![\p{L}\d])(?<it>(?:${word}[ \t]+){1,2}?(?:County|Parish|Township|Borough|Village|Heights|Springs|Beach))(?![\p{L}\d])|(?<![\p{L}\d])(?:County|Borough|Township|City|Town|Village) of (?<that>${word}(?:[ \t]+${word})?)`,
  "dgu",
);
const cityState = new RegExp(
  String.raw`(?<![\p{L}\d])(?<it>${word}(?:[ -](?:de la|de|del|la|los|las|on|upon|le|${word})){0,3}),\s*(?=${states}(?![\p{L}\d]))`,
  "dgu",
);
const cue = String.raw`(?:(?:lives?|lived|living|stays|staying) (?:alone |with [^.,;\n]{1,50}? )?(?:in|near|outside(?: of)?)|living in|lived in|moved (?:here )?(?:to|from)|resid(?:es?|ing) in|resident of|born (?:and raised )?in|raised in|grew up in|travell?ed (?:to|from)|travels? to|trip to|visiting|visited|flew (?:to|from)|works? in|worked in|native of|originally from|comes? from|from|based in|relocat(?:ed|ing) to|returned from|hometown of|home in|house in|apartment in|flat in|staying in|vacation in|holiday in|area of|town of|city of|village of|transferred from|located in|drove (?:in )?from|wedding in|funeral in|holidays? in|break in|weekend in|conference in|week in|weeks in|month in|months in|years in|time in|family in|relatives in|house in|farm in|property in|job in|church in|school in|college in|university in|office in|factory in|hospital in|clinic in|prison in|camp in|trip in|visits the|goes to|going to|went to|came from|travelling from|traveling from|back from|away in|outside|near|commutes? to|suburb of)`;
const afterCue = new RegExp(
  String.raw`\b(?i:${cue})\s+(?<it>${word}(?:[ -](?:(?:de la|de|del|la|los|las|on|upon|le|am|an der)[ -])?${word}){0,3})`,
  "dgu",
);
// Whatever has a capital after one of these words and is nothing else: most are places, the rest are people.
const anywhere = new RegExp(
  String.raw`(?<=\p{Ll}\s)(?:in|from|at|near|to|outside|around|via|of)\s+(?<it>${plainWord}(?:[ -](?:(?:on|upon|le|de|la|del)[ -])?${plainWord}){0,2})(?![\p{L}\d'’-])`,
  "dgu",
);
const afterStreet = new RegExp(String.raw`^,\s+(?<it>${plainWord}(?: ${plainWord}){0,2})(?![\p{L}\d])`, "du");
const knownCity = new RegExp(
  String.raw`(?<![\p{L}\d])\p{Lu}[\p{L}\p{M}'’.-]*(?:[ -]\p{Lu}[\p{L}\p{M}'’.-]*){0,2}`,
  "dgu",
);

const stateNames = new RegExp(String.raw`^${states}$`, "u");
const wide: ReadonlySet<string> = new Set(
  `africa america argentina asia australia austria bangladesh belgium brazil britain canada chile china colombia croatia cuba denmark ecuador egypt england ethiopia europe finland
france germany ghana greece guatemala haiti honduras hungary india indonesia iran iraq ireland israel italy jamaica japan jordan kenya korea lebanon malaysia mexico morocco
nepal netherlands nigeria norway pakistan panama peru philippines poland portugal romania russia scotland senegal serbia somalia spain sudan sweden switzerland syria taiwan
tanzania thailand tunisia turkey uganda ukraine venezuela vietnam wales yemen zimbabwe us usa uk`.split(/\s+/),
);

/** Places smaller than a state: streets, post codes, towns, counties, and houses that have a name. Source: 45 CFR 164.514(b)(2)(i)(B). */
export function findPlaces(text: string): readonly Span[] {
  if (!/\p{Lu}|\d/u.test(text)) return [];
  const found = [...streets, ...codes]
    .flatMap((expression) => spansOf(text, expression, "place"))
    .map((span) => (text.charAt(span.to - 1) === "." ? { ...span, to: span.to - 1 } : span));
  const named = [
    ...spansOf(text, institution, "place", (it) => beginsName(it) && /\s/.test(it)),
    ...spansOf(text, county, "place"),
    ...spansOf(text, cityState, "place", isTown),
    ...spansOf(text, afterCue, "place", isTown),
  ];
  named.push(...spansOf(text, anywhere, "place", isNothingElse));
  for (const street of found.slice()) {
    const next = afterStreet.exec(text.slice(street.to));
    const [from, to] = next?.indices?.groups?.["it"] ?? [0, 0];
    if (to > 0 && isTown(text.slice(street.to + from, street.to + to)))
      named.push({ from: street.to + from, to: street.to + to, kind: "place" });
  }
  for (const span of named) found.push(withoutTail(text, span));
  for (const match of text.matchAll(knownCity)) found.push(...citiesIn(match));
  return found.filter(({ from, to }) => from < to);
}

function isOrdinary(word: string): boolean {
  return ordinaryWords.has(fold(word).replace(/[.'’]s?$/, ""));
}

/** "First Baptist Church", and not "Transferred to Clinic". */
function beginsName(it: string): boolean {
  const [first = "", second = ""] = it.split(/\s+/);
  return !isOrdinary(first) || (leading.has(fold(first)) && !isOrdinary(second));
}

const leading: ReadonlySet<string> = new Set([
  "first",
  "second",
  "new",
  "old",
  "general",
  "blue",
  "american",
  "west",
  "the",
]);

function isTown(it: string): boolean {
  const [first = ""] = it.split(/[\s-]+/);
  if (/^\p{Lu}{2,}$/u.test(first) && first.length < 5) return false;
  return (
    !it.split(/[\s-]+/).every(isOrdinary) &&
    !stateNames.test(it) &&
    !wide.has(fold(it)) &&
    !wide.has(fold(first)) &&
    !/^(?:Dr|Mr|Mrs|Ms|Prof)\b/.test(it)
  );
}

function isNothingElse(it: string): boolean {
  const parts = it.split(/[\s-]+/);
  return (
    isTown(it) &&
    !titles.has(fold(parts[0] ?? "")) &&
    !parts.some(
      (part) => /^\p{Lu}{2,}s?$/u.test(part) || part.length < 3 || eponyms.has(fold(part).replace(/'s$/, "")),
    ) &&
    !parts.some(isOrdinary)
  );
}

/** Ends a place before a word that only begins a sentence or is no name of a place. */
function withoutTail(text: string, span: Span): Span {
  const it = text.slice(span.from, span.to);
  const stop = /[.!?]\s/.exec(it);
  const to = stop === null || /^(?:St|Mt|Ft)$/.test(it.slice(0, stop.index)) ? it.length : stop.index;
  return { ...span, to: span.from + it.slice(0, to).replace(/[.'’-]+$/, "").length };
}

function* citiesIn(match: RegExpExecArray): Generator<Span> {
  const parts = [...match[0].matchAll(/[\p{L}\p{M}'’.-]+/gu)];
  for (let first = 0; first < parts.length; first += 1) {
    for (let last = Math.min(parts.length, first + 3); last > first; last -= 1) {
      const start = parts[first]?.index ?? 0;
      const end = (parts[last - 1]?.index ?? 0) + (parts[last - 1]?.[0].length ?? 0);
      const it = match[0].slice(start, end).replace(/(?:['’]s)?[.'’-]*$/, "");
      if (!cities.has(fold(it))) continue;
      yield { from: match.index + start, to: match.index + start + it.length, kind: "place" };
      first = last - 1;
      break;
    }
  }
}
