/**
 * Text as searches compare it: case, accents and compatibility forms folded, apostrophes and full stops dropped,
 * every other punctuation and white space one space. Source: http://hl7.org/fhir/R4/search.html#string
 */
export function foldText(text: string): string {
  return asciiOnly.test(text) ? foldPunctuation(text.toLowerCase(), asciiDropped, asciiSpaced) : foldUnicode(text);
}

/** The words of folded text. */
export function foldedWords(folded: string): readonly string[] {
  return folded === "" ? [] : folded.split(" ");
}

const asciiOnly = /^[\x00-\x7f]*$/;
const asciiDropped = /['.`]+/g;
const asciiSpaced = /[^a-z0-9$+<=>^|~]+/g;
const marks = /\p{M}+/gu;
const dropped = /['.`\u2018\u2019\u02bc\u02b9\p{Cf}]+/gu;
const spaced = /[\p{P}\p{Z}\p{C}]+/gu;

function foldUnicode(text: string): string {
  // Upper case first, so that what has no single lower form meets its spelled-out one (ß, ſ, ı).
  const folded = text.normalize("NFKD").replace(marks, "").toUpperCase().toLowerCase().replaceAll("ς", "σ");
  // Upper case can bring marks back (ŉ, ǰ).
  return foldPunctuation(folded.normalize("NFKD").replace(marks, ""), dropped, spaced);
}

function foldPunctuation(text: string, drop: RegExp, space: RegExp): string {
  return text.replace(drop, "").replace(space, " ").trim();
}
