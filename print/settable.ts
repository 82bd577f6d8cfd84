import type { UnsetScript } from "./document.ts";

/** What the faces don't have, but other signs of theirs say as well. */
const saidOtherwise: Readonly<Record<string, string>> = {
  "≥": ">=",
  "≤": "<=",
  "→": "->",
  "←": "<-",
  "↑": "(up)",
  "↓": "(down)",
  "≈": "~",
  "≠": "!=",
  "✓": "(yes)",
  "✗": "(no)",
  "\u2010": "-",
  "\u2011": "-",
  "\u00A0": " ",
  "\u2007": " ",
  "\u2009": " ",
  "\u202F": " ",
  "\t": " ",
};

// What is left out: control characters but line ends, embeddings and overrides of direction (they make a name read as another),
// soft hyphens and the byte-order mark. Isolates and marks of direction stay for the ordering, and aren't drawn.
const leftOut = /[^\P{Cc}\n\t]|[\u00AD\u202A-\u202E\uFEFF\uFFF9-\uFFFB]/gu;
const otherwise = new RegExp(`[${Object.keys(saidOtherwise).join("")}]`, "gu");

/** Signs that order others, or join them, and have no shape of their own. */
export const shapeless = /^[\u200B-\u200F\u2060-\u2069]$/u;

const named = [
  "Han",
  "Hiragana",
  "Katakana",
  "Hangul",
  "Thai",
  "Bengali",
  "Gurmukhi",
  "Gujarati",
  "Tamil",
  "Telugu",
  "Kannada",
  "Malayalam",
  "Sinhala",
  "Khmer",
  "Lao",
  "Myanmar",
  "Tibetan",
  "Georgian",
  "Armenian",
  "Ethiopic",
  "Syriac",
  "Mongolian",
].map((script) => ({ script, of: new RegExp(`^\\p{Script=${script}}$`, "u") }));

/** The text as it can be set: composed, without what has no shape, and with every sign that no face has named instead of drawn as a box.
 *  @param has whether some face has a code point */
export function settable(
  text: string,
  has: (codePoint: number) => boolean,
): { readonly text: string; readonly unset: readonly UnsetScript[] } {
  const whole = text
    .toWellFormed()
    .normalize("NFC")
    .replaceAll("\r\n", "\n")
    .replaceAll(leftOut, "")
    .replaceAll(otherwise, (sign) => (has(sign.codePointAt(0) ?? 0) ? sign : (saidOtherwise[sign] ?? "")));
  const unset = new Map<string, number>();
  let shown = "";
  let script = "";
  let signs = 0;
  const close = () => {
    if (signs > 0) shown += `[${script === "other" ? "" : `${script}: `}${signs === 1 ? "1 sign" : `${signs} signs`}]`;
    signs = 0;
  };
  for (const sign of whole) {
    if (sign === "\n" || shapeless.test(sign) || has(sign.codePointAt(0) ?? 0)) {
      close();
      shown += sign;
      continue;
    }
    const its = named.find(({ of }) => of.test(sign))?.script ?? "other";
    if (its !== script) close();
    script = its;
    signs += 1;
    unset.set(its, (unset.get(its) ?? 0) + 1);
  }
  close();
  return { text: shown, unset: [...unset].map(([of, count]) => ({ script: of, signs: count })) };
}
