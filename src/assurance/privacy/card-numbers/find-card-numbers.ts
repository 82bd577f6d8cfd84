/** A stretch of a text, offsets in UTF-16 units, invisible characters not counted. */
export interface CardNumber {
  readonly from: number;
  readonly to: number;
}

// What pages and word processors put where a keyboard has a blank, a hyphen or nothing: soft hyphens, joiners, marks of direction.
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const blank = /[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;
const dash = /[\u2010-\u2015\u2212\uff0d]/g;
const wideDigit = /[\uff10-\uff19]/g;
const mayBeOdd = /[\t\u0080-\uffff]/;

/** The same text as a plain keyboard would have written its numbers. */
function plain(text: string): string {
  if (!mayBeOdd.test(text)) return text;
  return text
    .replaceAll(invisible, "")
    .replaceAll(blank, " ")
    .replaceAll(dash, "-")
    .replaceAll(wideDigit, (one) => String(one.charCodeAt(0) - 0xff_10));
}

/** Enough digits in a row, as cards print them: the one thing that is asked of each text that is written. */
const mayBeCard = /\d(?:(?:[ ./-]?|[ -]?\s*\n\s*)\d){12}/;
// Neither part of a longer run, of a word, of a decimal, an OID, a path or an address.
const run = /(?<![\p{L}\d./#@_=]|\d[ -])\d(?:[ -]?\d){12,18}(?![\p{L}_@]|[ -]?\d|[./:]\d)/gu;
// The same in groups with a dot, a stroke or the end of a line between them.
const groups =
  /(?<![\p{L}\d./#@_=]|\d[ -]|\d\s*\n\s*)\d{4}(?:(?:[ ./-]|[ -]?[^\S\n]*\n[^\S\n]*)\d{1,6}){2,4}(?![\p{L}_@]|[ ./:-]?\d|\s*\n\s*\d)/gu;

/** Issuers' ranges by the first digits, with the lengths that they give. Source: ISO/IEC 7812 and the networks' published ranges. */
const issuers: readonly { readonly begins: RegExp; readonly lengths: readonly number[] }[] = [
  { begins: /^4/, lengths: [13, 16, 19] },
  { begins: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { begins: /^3[47]/, lengths: [15] },
  { begins: /^(?:6011|65|64[4-9]|622)/, lengths: [16, 19] },
  { begins: /^(?:30[0-5]|3095|36|3[89])/, lengths: [14, 16] },
  { begins: /^35(?:2[89]|[3-8])/, lengths: [16] },
  { begins: /^62/, lengths: [16, 17, 18, 19] },
  { begins: /^(?:50|5[6-8]|6[37])/, lengths: [16, 18, 19] },
];

// Whole words: cardiology, discovery and accreditation aren't any of them.
const cardWords =
  /(?<!\p{L})(?:(?:credit|debit|master|bank) ?cards?|cards?|visa|amex|american express|discover|maestro|diners|jcb|cvv2?|cvc2?|pan|expir(?:y|es|ed|ation)|exp|debit|credit)(?!\p{L})[^.\n]{0,40}$/iu;
// Long numbers that are given to other things, and sometimes pass the same check.
const otherWords =
  /(?:imei|imsi|meid|serial|s\/n|\bsn\b|udi|gtin|barcode|mrn|record|accession|order|tracking|invoice|reference|\bref|claim|policy|member|subscriber|patient id|nhs|ssn|iban|account|acct|isbn|ndc|snomed|sct|loinc|dicom|uid|oid|lot|phone|tel|fax|device|specimen|case|ticket|seed|\bid|identifier|hash|key|licen[cs]e|booking|study|protocol)\b[^.\n]{0,20}$/i;

/** Whether a text has no card number for sure. Costs next to nothing. */
export function hasNoCardNumber(text: string): boolean {
  return text.length < 13 || !mayBeCard.test(plain(text));
}

/**
 * Numbers of payment cards: digits in one of the forms that are printed, in an issuer's range and of its length, that pass Luhn's check,
 * and that aren't announced as something else.
 */
export function findCardNumbers(written: string): readonly CardNumber[] {
  if (hasNoCardNumber(written)) return [];
  const text = plain(written);
  const found: CardNumber[] = [];
  const look = (match: RegExpExecArray, it: string, isDoubtful: boolean) => {
    const digits = it.replaceAll(/\D/g, "");
    if (!isPrintedForm(it) || !isIssued(digits) || !passesLuhn(digits)) return;
    const before = text.slice(Math.max(0, match.index - 48), match.index);
    if (!cardWords.test(before.trimEnd()) && (otherWords.test(before) || isDoubtful)) return;
    found.push({ from: match.index, to: match.index + match[0].length });
  };
  for (const match of text.matchAll(run)) look(match, match[0], isUnusual(match[0]));
  for (const match of text.matchAll(groups)) {
    const [it] = match;
    if (/[./\n]/.test(it)) look(match, inOneLine(it), isColumn(it));
  }
  return found.sort((a, b) => a.from - b.from);
}

/** As it would stand without the ends of its lines. */
function inOneLine(text: string): string {
  return text.replaceAll(/([ -]?)[^\S\n]*\n\s*/g, (_, joint: string) => (joint === "-" ? "-" : " "));
}

/** Numbers below each other are a table's far more often than a card's. */
function isColumn(text: string): boolean {
  return /^\d+(?:\s*\n\s*\d+)+$/.test(text);
}

/** In one piece, in fours, or as American Express and Diners print it, with the same joint throughout. */
function isPrintedForm(text: string): boolean {
  if (/^\d+$/.test(text)) return true;
  return /^(?:\d{4}([ ./-])\d{4}\1\d{4}\1\d{1,4}(?:\1\d{1,3})?|\d{4}([ ./-])\d{6}\2\d{4,5})$/.test(text);
}

/** In one piece and of a length that few cards have: seeds and keys of other systems look so. */
function isUnusual(text: string): boolean {
  return /^\d+$/.test(text) && text.length !== 15 && text.length !== 16;
}

function isIssued(digits: string): boolean {
  // One digit over and over is a placeholder.
  if (/^(\d)\1+$/.test(digits)) return false;
  return issuers.some(({ begins, lengths }) => lengths.includes(digits.length) && begins.test(digits));
}

/** Source: ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = digits.length - 1, place = 0; index >= 0; index -= 1, place += 1) {
    const value = Number(digits[index]) * (place % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
