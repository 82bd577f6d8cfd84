import { type Span, type SpanKind, spansOf } from "./span.ts";

/** A label, how it is joined to what it labels, and the number: at least one digit, as written on cards and forms. */
function labelled(label: string): RegExp {
  const joint = String.raw`(?:\s*(?:numbers?|num\b|nos?\b\.?|nr\b\.?|id\b|code\b|#|№))*\s*(?:is\b|was\b|ending(?:\s+in)?|[:=#-])?\s*`;
  const number = String.raw`(?<it>(?=[A-Z0-9./-]*\d)[A-Z0-9](?:[A-Z0-9]|[-/.](?=[A-Z0-9])){2,34}(?:[ -](?=\d{2,6}\b)\d{2,6}){0,4})`;
  return new RegExp(String.raw`(?<![\p{L}\d])(?:${label})${joint}${number}(?![\p{L}\d])`, "dgiu");
}

const labels: readonly (readonly [SpanKind, RegExp])[] = [
  [
    "record",
    labelled(
      String.raw`mrn|mr ?#|medical record|med rec|patient (?:id|number|no)|pat\.? ?id|pid|hospital (?:number|no\.?|id)|hosp\.? no\.?|chart|unit (?:number|no\.?)|urn?|record|health record|case (?:number|no\.?|id)|file (?:number|no\.?)|folder|encounter|visit|episode|fin|csn`,
    ),
  ],
  [
    "plan",
    labelled(
      String.raw`member|subscriber|policy|insurance (?:id|number|no\.?)|insurance|beneficiary|health plan|plan id|medicare|medicaid|mbi|hicn?|group (?:number|no\.?|id|#)|payer id|rxbin|rxgrp|enrol?lee|authori[sz]ation|pre-?auth(?:ori[sz]ation)?|claim`,
    ),
  ],
  [
    "account",
    labelled(
      String.raw`account|acct\.?|a/c|iban|routing|invoice|billing|bill|sort code|guarantor|credit card|debit card|card|transaction`,
    ),
  ],
  [
    "licence",
    labelled(
      String.raw`licen[cs]e|lic\.?|driver'?s licen[cs]e|driving licen[cs]e|dl|dea|npi|gmc|nmc|gphc|upin|certificate|certification|cert\.?|permit|registration (?:number|no\.?)|pin`,
    ),
  ],
  [
    "vehicle",
    labelled(
      String.raw`vin|licen[cs]e plate|number plate|plate|car reg(?:istration)?|vehicle (?:reg(?:istration)?|id)|vehicle|tag`,
    ),
  ],
  [
    "device",
    labelled(
      String.raw`serial|s/n|sn|device (?:id|identifier|serial)|udi|imei|imsi|meid|mac(?: address)?|implant (?:id|serial)|lot|generator serial`,
    ),
  ],
  [
    "national",
    labelled(
      String.raw`ssn|ss|social security|social|soc sec|nhs|chi|ni number|national insurance|nino|sin|social insurance|nin|aadhaar|cpf|curp|dni|nie|nif|bsn|personnummer|cpr|pesel|tax id|tin|itin|passport|nir|steuer-?id|codice fiscale|national id|identity card|id card|emirates id|hkid`,
    ),
  ],
  [
    "other",
    labelled(
      String.raw`accession|order|specimen|sample|reference|ref\.?|study|subject|trial|badge|employee|student|staff|locker|ticket|confirmation|tracking|barcode|prescription|rx|booking|incident|report|room key|voucher|username|user id|loyalty|serial of the lab`,
    ),
  ],
];

// What is numbered and names nobody: codes of vocabularies, phases, doses.
const codeBefore =
  /(?:icd(?:-?\d+)?|snomed(?:[- ]ct)?|loinc|rxnorm|rxcui|ndc|cpt|hcpcs|drg|atc|cvx|sct|did|pmid|doi|isbn|version|grade|stage|type|phase|gauge)\W{0,4}(?:code\W{0,3})?$/i;
const vinShape = /(?<![\p{L}\d])(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-HJ-NPR-Z0-9]{17}(?![\p{L}\d])/dgu;
const uuid = /(?<![\p{L}\d])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![\p{L}\d])/dgiu;
const udi = /\(01\)\d{14}(?:\(\d{2,3}\)[A-Z0-9-]{1,20})*/dg;
const mac = /(?<![\p{L}\d:])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\p{L}\d:])/dgiu;
const plateBefore =
  /(?:plate|reg(?:istration)?|vehicle|car|tag)\W{1,3}(?:(?:number|no\.?)\W{0,2})?(?<it>[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]{1,3}[- ]?\d{3,4}[A-Z]?|\d[A-Z]{3}\d{3}|[A-Z]{1,3}-[A-Z]{1,2} ?\d{1,4})(?![\p{L}\d])/dgiu;
const cardRun = /(?<![\p{L}\d.-])\d{4}(?:[ -]\d{4}){2,3}(?:[ -]\d{1,3})?(?![\p{L}\d])/dgu;
const iban = /(?<![\p{L}\d])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?![\p{L}\d])/dgu;
const longRun = /(?<![\p{L}\d.,/:-])\d{8,24}(?![\p{L}\d]|[.,]\d|-\d)/dgu;
const mixedRun =
  /(?<![\p{L}\d./-])(?=[A-Z0-9-]*\d{4})(?=[A-Z0-9-]*[A-Z])[A-Z]{1,5}-?(?:\d{2}-)?\d{5,14}(?:-[A-Z0-9]{1,6})?(?![\p{L}\d])/dgu;
const dea = /(?<![\p{L}\d])[ABFGMPRX][A-Z9]\d{7}(?![\p{L}\d])/dgu;

// National numbers that show by themselves what they are.
const national: readonly RegExp[] = [
  /(?<![\p{L}\d-])(?!000|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\p{L}\d-])/dgu,
  /(?<![\p{L}\d])(?:x{3}|\*{3}|#{3})-(?:x{2}|\*{2}|#{2})-(?<it>\d{4})(?!\d)/dgiu,
  /(?<![\p{L}\d])(?:ssn|social(?: security)?(?: number)?)\W{0,3}(?:\(?last (?:four|4)(?: digits)?\)?|ending(?: in)?)\W{0,3}(?<it>\d{4})(?!\d)/dgiu,
  /(?<![\p{L}\d])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\p{L}\d])/dgu,
  /(?<![\p{L}\d])\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)/dgu,
  /(?<![\p{L}\d])[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![\p{L}\d])/dgu,
  /(?<![\p{L}\d])[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d{2} ?\d{3} ?\d{3}(?: ?\d{2})?(?![\p{L}\d])/dgu,
  /(?<![\p{L}\d])(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[-+]\d{4}(?![\p{L}\d])/dgu,
  /(?<![\p{L}\d])[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d(?![\p{L}\d])/dgu,
];
const nhs = /(?<![\p{L}\d-])\d{3}[ -]\d{3}[ -]\d{4}(?![\p{L}\d-])/dgu;
const spaced9 = /(?<![\p{L}\d-])\d{3}[ -]\d{3}[ -]\d{3}(?![\p{L}\d-])/dgu;
const dni = /(?<![\p{L}\d])\d{8}-?[A-HJ-NP-TV-Z](?![\p{L}\d])/dgu;

/** Modulus 11, as NHS numbers are checked. Source: NHS Data Dictionary, "NHS NUMBER". */
function isNhsNumber(text: string): boolean {
  const digits = text.replaceAll(/\D/g, "");
  let sum = 0;
  for (let index = 0; index < 9; index += 1) sum += Number(digits[index]) * (10 - index);
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === Number(digits[9]);
}

function luhn(text: string): boolean {
  let sum = 0;
  let double = false;
  for (const digit of text.replaceAll(/\D/g, "").split("").toReversed()) {
    const value = Number(digit) * (double ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
    double = !double;
  }
  return sum % 10 === 0;
}

function isDni(text: string): boolean {
  return "TRWAGMYFPDXBNJZSQVHLCKE"[Number(text.slice(0, 8)) % 23] === text.at(-1);
}

/** Numbers and codes that are given to one person, policy, thing or paper. */
export function findNumbers(text: string): readonly Span[] {
  if (!/\d/.test(text)) return [];
  const isCode = (_: string, match: RegExpExecArray) =>
    !codeBefore.test(text.slice(Math.max(0, match.index - 24), match.index));
  const isIdentifying = (it: string) =>
    (/\d[-/ .]?\d[-/ .]?\d/.test(it) || it.replaceAll(/\D/g, "").length > 3) && !isMeasured(it);
  return [
    ...labels.flatMap(([kind, expression]) => spansOf(text, expression, kind, isIdentifying)),
    ...national.flatMap((expression) => spansOf(text, expression, "national")),
    ...spansOf(text, nhs, "national", isNhsNumber),
    ...spansOf(text, spaced9, "national", luhn),
    ...spansOf(text, dni, "national", isDni),
    ...spansOf(text, dea, "licence"),
    ...spansOf(text, vinShape, "vehicle"),
    ...spansOf(text, plateBefore, "vehicle"),
    ...spansOf(text, udi, "device"),
    ...spansOf(text, mac, "device"),
    ...spansOf(text, uuid, "other"),
    ...spansOf(text, iban, "account"),
    ...spansOf(text, cardRun, "account"),
    ...spansOf(text, longRun, "other", isCode),
    ...spansOf(text, mixedRun, "other", isCode),
  ];
}

/** What a label may be followed by and isn't its number: a date, a time, an amount. */
function isMeasured(it: string): boolean {
  return /^(?:\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?|(?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}|\d+(?:\.\d+)?(?:mg|mcg|ml|g|kg|mm|cm|l|iu|units?|%|x\d*|d|h|hrs?|min|th|st|nd|rd))$/i.test(
    it,
  );
}
