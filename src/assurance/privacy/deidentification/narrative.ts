const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** The text of an XHTML fragment: blocks and breaks end lines, everything else of the markup goes. */
export function textOfNarrative(div: string): string {
  return withoutComments(div)
    .replaceAll(/<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6]|\/td|\/th|hr)\b[^<>]*>/gi, "\n")
    .replaceAll(/<[^<>]*>/g, "")
    .replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
      return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : " ";
    })
    .replaceAll(/[^\S\n]+/g, " ")
    .replaceAll(/\s*\n\s*/g, "\n")
    .trim();
}

/** In one pass: a pattern would look for the end of each beginning that has none, through all that follows. */
function withoutComments(div: string): string {
  let [rest, kept] = [0, ""];
  for (;;) {
    const from = div.indexOf("<!--", rest);
    const to = from === -1 ? -1 : div.indexOf("-->", from + 4);
    if (to === -1) return kept + div.slice(rest);
    kept += div.slice(rest, from);
    rest = to + 3;
  }
}

/** Lines of text as a fragment of a narrative. */
export function narrativeOf(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const lines = escaped.split("\n").map((line) => `<p>${line}</p>`);
  return `<div xmlns="http://www.w3.org/1999/xhtml">${lines.join("")}</div>`;
}
