import { type Span, spansOf } from "./span.ts";

const number = String.raw`(?:9\d|1[0-2]\d)`;
const words = String.raw`(?:(?:ninety|one[- ]hundred(?:[- ]and)?)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine|ten))?|nonagenarian|centenarian)`;
const old = String.raw`(?:[- ]?(?:years?|yrs?|yr\.)[- ]?(?:old|of[- ]age|young)|[- ]?(?:y\.?\s?/?o\b\.?|yo[mfw]?\b|y/o)|\s?[- ]?jährige?r?|\s+ans\b|\s+años)`;
const expressions: readonly RegExp[] = [
  new RegExp(String.raw`(?<![\p{L}\d./-])(?<it>${number}(?:\s?(?:\.5|½))?)(?=${old})`, "dgiu"),
  new RegExp(
    String.raw`(?<![\p{L}\d./-])(?<it>${number})(?=\s?(?:[MFmf]|male|female|man|woman|lady|gentleman)(?![\p{L}\d]))`,
    "dgu",
  ),
  new RegExp(
    String.raw`(?<![\p{L}\d])(?:aged?|age of|age is|turn(?:ed|ing|s)|birthday,?|at the age of|lived to(?: be)?|died at|now|nearly|almost|just)(?:\s*(?:[:=]|is|at))?\s+(?<it>${number})(?![\d%/°]|\.\d|\s?(?:%|mg|bpm|kg|lbs?|pounds|mm|beats|percent|on |ml|mcg|cm|degrees|minutes|days|hours|units|points))`,
    "dgiu",
  ),
  // "She is 97 and": a verb that people take, and nothing that is counted or measured after it.
  new RegExp(
    String.raw`(?<![\p{L}\d])(?:s?he|who|patient|pt|resident|mother|father|wife|husband|mum|mom|dad)(?:'s|\s+(?:is|was|are|were|will be|turns))\s+(?:now\s+|nearly\s+|almost\s+|only\s+)?(?<it>${number})(?=\s*(?:[,.;)]\s|[,.;)]?$|\s(?:and|but|who|with|years?|now|today|this|next|lives?|in (?:january|february|march|april|may|june|july|august|september|october|november|december))\b))(?!\s*(?:%|kg|mg|bpm))`,
    "dgiu",
  ),
  new RegExp(
    String.raw`(?<![\p{L}\d])(?:will be|would be|to be|being|reached|reaches|approaching|nearing)\s+(?<it>${number})(?=\s+(?:in (?:spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august|september|october|november|december|a (?:week|month))|next|this|on|soon|today|tomorrow)\b|[.;]\s)`,
    "dgiu",
  ),
  new RegExp(String.raw`(?<![\p{L}\d])(?<it>${words})(?=${old})`, "dgiu"),
  /(?<![\p{L}\d])(?:ninety|hundred)(?:st|nd|rd|th|ieth)? birthday|(?<![\p{L}\d])(?<it>9\d(?:st|nd|rd|th)|1[0-2]\d(?:st|nd|rd|th))(?= birthday)/dgiu,
];

/** Ages over 89. Source: 45 CFR 164.514(b)(2)(i)(C). */
export function findAges(text: string): readonly Span[] {
  return expressions
    .flatMap((expression) => spansOf(text, expression, "age"))
    .filter(({ from, to }) => !/^90\b/.test(text.slice(from, to)) || !text.slice(to).startsWith("+"))
    .map((span) => ({ ...span, rest: "90+" }));
}
