import { inflateSync } from "node:zlib";
import { type Budget, type PdfDictionary, dictionaryAt, nameIn, skipSpace } from "./pdf-dictionary.ts";

/** Why a PDF isn't taken. */
export type PdfFault = "not-a-pdf" | "locked" | "active" | "unreadable";

/** What makes a PDF do something, or carry or fetch another file. Source: ISO 32000-1, tables 44, 45, 184, 198 and 247, and annex E of its
 *  extensions. */
const acting = [
  "JavaScript",
  "Launch",
  "EmbeddedFile",
  "EmbeddedFiles",
  "FileAttachment",
  "Filespec",
  "RichMedia",
  "OnInstantiate",
  "XFA",
  "SubmitForm",
  "ImportData",
  "GoToE",
  "GoToR",
  "Movie",
  "Sound",
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
/** A file that lies within, whatever names it. */
const carrying = namePattern(["EF"], "g");
const encrypted = namePattern(["Encrypt"]);
const ending = /%%EOF[\0\t\n\f\r ]*$/;
const mostInflated = 32 * 1024 * 1024;
/** Where an object could begin, and where a file within could be named: beyond them somebody wants to keep us busy. */
const mostBeginnings = 120_000;
const mostNamed = 1_000;
const mostObjectStreams = 5_000;
/** For each letter of the file: objects can lie in one another's words. */
const lettersLooked = 4;

/**
 * What speaks against keeping these bytes as a PDF. It looks for names in the file and in its object streams, where newer files keep most of
 * them; it is no reader of PDFs, so a file that two readers take in different ways may still get past it.
 */
export function pdfFault(bytes: Buffer): PdfFault | undefined {
  const text = bytes.toString("latin1");
  if (!text.startsWith("%PDF-1.") && !text.startsWith("%PDF-2.")) return "not-a-pdf";
  if (!ending.test(text.slice(-2_048))) return "not-a-pdf";
  if (encrypted.test(text)) return "locked";
  const budget: Budget = { left: lettersLooked * text.length + 100_000 };
  if (acts(text, budget)) return "active";
  let left = mostInflated;
  let streams = 0;
  for (const { from, entries, isTwofold } of streamsOf(text, budget)) {
    // What a stream holds may lie in another file.
    if (entries.has("F") || entries.has("FFilter")) return "active";
    // Without a filter it was looked at with the file.
    if (!mayHoldObjects(entries) || !entries.has("Filter")) continue;
    if ((streams += 1) > mostObjectStreams) return "unreadable";
    const isPlain = from !== undefined && !isTwofold && isDeflatedAlone(entries);
    const inside = isPlain ? inflate(bytes.subarray(from), left) : undefined;
    if (inside === undefined) return "unreadable";
    left -= inside.length;
    budget.left += lettersLooked * inside.length;
    if (acts(inside.toString("latin1"), budget)) return "active";
  }
  return budget.left > 0 ? undefined : "unreadable";
}

/** So short a name also comes about in pixels, hence with what has to follow on it: a dictionary, or where one is. */
function acts(text: string, budget: Budget): boolean {
  if (doing.test(text)) return true;
  let named = 0;
  for (const { 0: name, index } of text.matchAll(carrying)) {
    if ((named += 1) > mostNamed) budget.left = 0;
    if (budget.left <= 0) return false;
    const next = skipSpace(text, index + name.length, budget);
    if (text.startsWith("<<", next) || /\d/.test(text.charAt(next))) return true;
  }
  return false;
}

interface Stream extends PdfDictionary {
  /** Where its bytes begin; undefined where readers would begin in different places. */
  readonly from: number | undefined;
}

/** Every object that is a stream, wherever it begins: also in another's words, for a file says itself where its objects lie. What can't be
 *  looked at takes the whole budget. */
function* streamsOf(text: string, budget: Budget): Generator<Stream> {
  let beginnings = 0;
  for (let object = text.indexOf("obj"); object !== -1; object = text.indexOf("obj", object + 3)) {
    if ((beginnings += 1) > mostBeginnings) budget.left = 0;
    const begin = skipSpace(text, object + 3, budget);
    if (budget.left <= 0) return;
    if (!text.startsWith("<<", begin)) continue;
    const dictionary = dictionaryAt(text, begin, budget);
    if (dictionary === undefined) budget.left = 0;
    if (dictionary === undefined || budget.left <= 0) return;
    const at = skipSpace(text, dictionary.end, budget);
    if (!text.startsWith("stream", at)) continue;
    const [line] = /^\r?\n/.exec(text.slice(at + 6, at + 8)) ?? [];
    yield { ...dictionary, from: line === undefined ? undefined : at + 6 + line.length };
  }
}

/** Not every reader asks an object stream for its type, and some find objects where no first is named: ISO 32000-1, 7.5.7. */
function mayHoldObjects(entries: PdfDictionary["entries"]): boolean {
  return entries.has("First") || entries.has("N") || nameIn(entries.get("Type") ?? "").includes("ObjStm");
}

/** Deflated, and nothing else done to it, said in the usual way. */
function isDeflatedAlone(entries: PdfDictionary["entries"]): boolean {
  const filter = (entries.get("Filter") ?? "").replace(/^\[\s*(\/\w+)\s*\]$/, "$1");
  return filter === "/FlateDecode" && !entries.has("DecodeParms") && !entries.has("DP");
}

/** What follows on a compressed stream is left alone. */
function inflate(bytes: Buffer, most: number): Buffer | undefined {
  try {
    return inflateSync(bytes, { maxOutputLength: Math.max(1, most) });
  } catch {
    return undefined;
  }
}
