/** Why a narrative can't be kept: not well-formed XHTML, or able to do more than show text. */
export type XhtmlFault = { readonly fault: "fhir/malformed-xhtml" | "fhir/unsafe-xhtml"; readonly diagnostics: string };

const namespace = "http://www.w3.org/1999/xhtml";

// Source: http://hl7.org/fhir/R4/narrative.html#xhtml: HTML 4.0 chapters 7-11 (except section 4 of chapter 9) and 15,
// links, images and style attributes; the names as HL7's own validator lists them.
const elements = new Set(
  `a abbr acronym address area b bdo big blockquote br caption cite code col colgroup dd del dfn div dl dt em h1 h2 h3 h4
   h5 h6 hr i img ins kbd li map ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt u ul var`.split(
    /\s+/,
  ),
);
const attributes = new Set(
  `abbr accesskey align alt axis bgcolor border cellpadding cellspacing char charoff charset cite class colspan color coords
   datetime dir frame headers height href hreflang id lang longdesc name nowrap rel rev rowspan rules scope shape size span
   src start style summary tabindex title type usemap valign value vspace hspace width xml:lang xml:space xmlns`.split(
    /\s+/,
  ),
);

// At most 64 attributes: a group that repeats without limit would let a hostile text exhaust the engine's stack.
const token =
  /<!--(?:(?!--)[^])*?-->|<\/([A-Za-z][\w:.-]*)\s*>|<([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*')){0,64})\s*(\/?)>|&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);|[^<&]+/y;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const links = new Set(["href", "src", "cite", "longdesc", "usemap"]);
const harmlessScheme = /^(?:https?:|ftp:|mailto:|tel:|data:image\/(?:png|gif|jpe?g|webp)[;,]|#|[^:]*$|[^:/?#]*[/?#])/i;

/** Checks a Narrative's `div` as R4 wants it: one well-formed XHTML div, that can't run anything. */
export function xhtmlFault(text: string): XhtmlFault | undefined {
  const open: string[] = [];
  let isFirst = true;
  let hasContent = false;
  token.lastIndex = 0;
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (found === null) return malformed("not well-formed");
    const [whole, end, start, attributeText = "", selfClosing] = found;
    const isOutside = open.length === 0;
    if (start !== undefined) {
      if (isOutside && !isFirst) return malformed("more than one element at the top");
      if (isFirst && start !== "div") return malformed("the top element is not div");
      const fault = elementFault(start, attributeText, isFirst);
      if (fault !== undefined) return fault;
      isFirst = false;
      if (start === "img") hasContent = true;
      if (selfClosing === "") open.push(start);
    } else if (end !== undefined) {
      if (open.pop() !== end) return malformed("an end tag doesn't match its start tag");
    } else if (!whole.startsWith("<!--") && whole.trim() !== "") {
      if (isOutside) return malformed("text outside the div");
      hasContent = true;
    }
  }
  if (isFirst || open.length > 0) return malformed("not a closed div");
  return hasContent ? undefined : malformed("the narrative has no content");
}

function elementFault(name: string, attributeText: string, isTop: boolean): XhtmlFault | undefined {
  if (!elements.has(name)) return unsafe("an element that narratives may not have");
  let declared: string | undefined;
  const seen = new Set<string>();
  for (const [, attributeName = "", double, single] of attributeText.matchAll(attribute)) {
    const value = double ?? single ?? "";
    if (seen.has(attributeName)) return malformed("an attribute stands twice");
    seen.add(attributeName);
    if (!attributes.has(attributeName)) return unsafe("an attribute that narratives may not have");
    if (attributeName === "xmlns") declared = value;
    const plain = withoutDisguise(value);
    if (links.has(attributeName) && !harmlessScheme.test(plain))
      return unsafe("a link with a scheme that narratives may not have");
    if (attributeName === "style" && /expression\(|javascript:|@import|behaviou?r:|-moz-binding/i.test(plain)) {
      return unsafe("a style that can run code");
    }
  }
  if (isTop ? declared !== namespace : declared !== undefined && declared !== namespace) {
    return malformed(`the div must declare xmlns="${namespace}"`);
  }
  return undefined;
}

/** What a browser sees in an attribute: character references resolved, white space and control characters skipped. */
function withoutDisguise(value: string): string {
  return value
    .replace(/&#x([0-9A-Fa-f]{1,6});?/g, (_, digits: string) => character(Number.parseInt(digits, 16)))
    .replace(/&#(\d{1,7});?/g, (_, digits: string) => character(Number(digits)))
    .replace(/&(?:colon|Tab|NewLine);/g, (reference) => (reference === "&colon;" ? ":" : ""))
    .replace(/[\u0000-\u0020\u007f-\u00a0]+/g, "");
}

function character(point: number): string {
  return point <= 0x10ffff ? String.fromCodePoint(point) : "";
}

function malformed(diagnostics: string): XhtmlFault {
  return { fault: "fhir/malformed-xhtml", diagnostics };
}

function unsafe(diagnostics: string): XhtmlFault {
  return { fault: "fhir/unsafe-xhtml", diagnostics };
}
