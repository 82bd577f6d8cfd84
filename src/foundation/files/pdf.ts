import { inflateSync } from "node:zlib";

/** Why a PDF isn't taken. */
export type PdfFault = "not-a-pdf" | "locked" | "active" | "unreadable";

/** What makes a PDF do something, or carry another file. Source: ISO 32000-1, tables 44, 198 and 247, and annex E of its extensions. */
const acting = [
  "JavaScript",
  "Launch",
  "EmbeddedFile",
  "EmbeddedFiles",
  "Filespec",
  "RichMedia",
  "XFA",
  "SubmitForm",
  "ImportData",
  "GoToE",
  "Rendition",
] as const;

/** A name may have any of its letters as "#" and two digits: ISO 32000-1, 7.3.5. */
function nameOf(word: string): string {
  const hexadecimal = (letter: string) =>
    letter
      .charCodeAt(0)
      .toString(16)
      .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  return [...word].map((letter) => `(?:${letter}|#${hexadecimal(letter)})`).join("");
}
function namePattern(words: readonly string[], flags = ""): RegExp {
  return new RegExp(`/(?:${words.map(nameOf).join("|")})(?![A-Za-z0-9_#-])`, flags);
}

const doing = namePattern(acting);
const encrypted = namePattern(["Encrypt"]);
const objectStream = namePattern(["ObjStm"], "g");
const mostObjectStreams = 5_000;
const mostInflated = 64 * 1024 * 1024;
const mostToStream = 400;

/**
 * What speaks against keeping these bytes as a PDF. It looks for names in the file and in its object streams, where newer files keep most of
 * them; it is no reader of PDFs, so a file that two readers take in different ways may still get past it.
 */
export function pdfFault(bytes: Buffer): PdfFault | undefined {
  const text = bytes.toString("latin1");
  if (!text.startsWith("%PDF-1.") && !text.startsWith("%PDF-2.")) return "not-a-pdf";
  if (!text.slice(-2_048).includes("%%EOF")) return "not-a-pdf";
  if (encrypted.test(text)) return "locked";
  if (doing.test(text)) return "active";
  let streams = 0;
  let inflated = 0;
  for (const { index } of text.matchAll(objectStream)) {
    const [opening] = /stream\r?\n/.exec(text.slice(index, index + mostToStream)) ?? [];
    if (opening === undefined) continue;
    const from = text.indexOf(opening, index) + opening.length;
    if ((streams += 1) > mostObjectStreams) return "unreadable";
    const inside = inflate(bytes.subarray(from), mostInflated - inflated);
    if (inside === undefined) return "unreadable";
    inflated += inside.length;
    if (doing.test(inside.toString("latin1"))) return "active";
  }
  return undefined;
}

/** What follows on a compressed stream is left alone. */
function inflate(bytes: Buffer, most: number): Buffer | undefined {
  try {
    return inflateSync(bytes, { maxOutputLength: Math.max(1, most) });
  } catch {
    return undefined;
  }
}
