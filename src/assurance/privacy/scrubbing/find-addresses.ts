import { type Span, type SpanKind, spansOf } from "./span.ts";

// Whatever repeats has a limit or a fixed beginning: a hostile text must not cost the square of its length.
const email =
  /(?<![\p{L}\d._%+'-])[\p{L}\d._%+'-]{1,64}(?:@|\s?\[at\]\s?|\s?\(at\)\s?)[\p{L}\d-]{1,63}(?:(?:\.|\s?\[dot\]\s?|\s?\(dot\)\s?)[\p{L}\d-]{1,63}){1,6}/dgiu;
const url = /(?:\b(?:https?|ftp):\/\/|\bwww\.)[^\s<>"')\]]+[^\s<>"')\].,;:!?]/dgiu;
const bareUrl =
  /(?<![@\p{L}\d.-])(?:[\p{L}\d-]{1,63}\.){1,6}(?:com|org|net|edu|gov|io|info|co\.uk|nhs\.uk|org\.uk|de|fr|es|it|nl|se|in|br|mx|ca|au|health|care|example|app|me)(?:\/[^\s<>"')\]]*[^\s<>"')\].,;:!?])?(?![\p{L}\d@])/dgiu;
const ipv4 = /(?<![\p{L}\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d|\p{L})/dgu;
const ipv6 =
  /(?<![\p{L}\d:])(?=(?:[0-9a-f]*:){3})(?:[0-9a-f]{1,4}:){1,7}(?:(?::[0-9a-f]{1,4}){1,6}|[0-9a-f]{1,4}|:)(?![\p{L}\d:])/dgiu;
const versionBefore = /(?:version|firmware|release|software|build|v)\W{0,2}$/i;

const label = String.raw`(?:tel(?:ephone|\.)?|phones?|ph\.?|mobile|mob\.?|cell(?:ular)?(?: phone)?|call(?:ed)?(?: (?:him|her|them|us|me|back))?(?: (?:at|on))?|contact(?: (?:number|no\.?))?|reached?(?: (?:him|her|them))? (?:at|on)|text(?:ed)?(?: (?:at|on))?|pager|beeper|ext(?:ension|\.)?|landline|whatsapp|home|work|number)`;
const extension = String.raw`(?:,?\s*(?:ext(?:ension|\.)?|x)\s*\d{1,6})?`;
const northAmerican = new RegExp(
  String.raw`(?<![\p{L}\d.-])(?:\+?1[ .-]?)?(?:\(\d{3}\)\s?|\d{3}[ .-])\d{3}[ .-]?\d{4}${extension}(?![\p{L}\d]|[.-]\d)`,
  "dgiu",
);
const international = new RegExp(
  String.raw`(?<![\p{L}\d])(?:\+|00)(?=(?:[ ().-]*\d){8,15}(?!\d))[1-9]\d{0,2}(?:[ .-]?\(?\d{1,5}\)?){2,6}${extension}(?![\p{L}\d])`,
  "dgiu",
);
const british =
  /(?<![\p{L}\d+-])\(?0(?:\d{2}\)?[ -]?\d{4}[ -]?\d{4}|\d{3}\)?[ -]?\d{3}[ -]?\d{4}|\d{4}\)?[ -]?\d{3}[ -]?\d{3}|\d{4}\)?[ -]?\d{6})(?![\p{L}\d]|-\d)/dgu;
const french = /(?<![\p{L}\d+.])0[1-9](?:[ .]\d{2}){4}(?!\d)/dgu;
const afterLabel = new RegExp(
  String.raw`(?<![\p{L}\d])${label}(?:\s*(?:number|no\.?|#))?(?:\s*\([^)\d]{1,12}\))?\s*(?:is|was|:|=|-)?\s*(?<it>\(?\+?\d(?:[\d ().-]*\d)?${extension})(?![\p{L}\d]|[/%]\d?|\s?(?:mg|ml|mcg|times|days?|weeks?|hours?|minutes?|months?|years?)\b)`,
  "dgiu",
);
const sevenDigits = /(?<![\p{L}\d./-])\d{3}[-.]\d{4}(?![\p{L}\d]|[./-]\d)/dgu;
const phoneWordBefore =
  /(?:tel|phone|ph\b|cell|mobile|call|contact|reach|number|text|fax|home|work|at)\b[^.\n]{0,24}$/i;
const faxBefore =
  /(?:fax(?:ed)?|telefax|facsimile)(?:\s+(?:number|no\.?|line|machine|it|them|this|results?|records?|copy|report))*(?:\s*(?:to|at|is|on))?\W{0,6}(?:\+?1[ .-]?)?$/i;
const faxSpan =
  /(?<![\p{L}\d])(?:fax(?:ed)?|telefax|facsimile|f)(?:\s+(?:number|no\.?|line|to))*(?:\s+(?:is|to|at))?\s*[:#.-]?\s*(?<it>\(?\+?\d[\d ().-]{5,18}\d)(?![\p{L}\d])/dgiu;

/** Telephone and fax numbers, mail and network addresses. */
export function findAddresses(text: string): readonly Span[] {
  const found: Span[] = [];
  if (text.includes("@") || /[[(](?:at|dot)[)\]]/i.test(text)) found.push(...spansOf(text, email, "email"));
  if (text.includes(".")) found.push(...spansOf(text, url, "url"), ...spansOf(text, bareUrl, "url"));
  if (text.includes(":")) found.push(...spansOf(text, ipv6, "ip", (it) => /\d/.test(it) && it.length > 6));
  if (!/\d/.test(text)) return found;
  const isNoVersion = (_: string, match: RegExpExecArray) =>
    !versionBefore.test(text.slice(Math.max(0, match.index - 12), match.index));
  found.push(...spansOf(text, ipv4, "ip", isNoVersion));
  const digits = (it: string) => it.replaceAll(/\D/g, "").length;
  const phones = [
    ...[northAmerican, international, british, french].flatMap((expression) => spansOf(text, expression, "phone")),
    ...spansOf(text, afterLabel, "phone", (it) => digits(it) >= 4 && digits(it) <= 15 && !isYear(it)),
    ...spansOf(text, sevenDigits, "phone", (_, match) =>
      phoneWordBefore.test(text.slice(Math.max(0, match.index - 40), match.index)),
    ),
    ...spansOf(text, faxSpan, "fax", (it) => digits(it) >= 7),
  ];
  for (const span of phones) {
    const kind: SpanKind = faxBefore.test(text.slice(Math.max(0, span.from - 40), span.from)) ? "fax" : span.kind;
    found.push({ ...span, kind });
  }
  return found;
}

function isYear(it: string): boolean {
  return (
    /^(?:19|20)\d{2}$/.test(it) || /^\d{1,2}[.-]\d{1,2}[.-](?:\d{2}|\d{4})$/.test(it) || /^\d{4}-\d{2}-\d{2}$/.test(it)
  );
}
