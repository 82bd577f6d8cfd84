import { fewestBytes } from "./parse-words.ts";

/** How something may be written down. `compressed` is as PostgreSQL packs rows and pages. */
export type Writing = "UTF-8" | "UTF-16" | "JSON" | "URL" | "base64" | "hex" | "bytes" | "compressed";

/** Bytes to look for: parts with any one byte between one and the next. */
export interface Pattern {
  /** Which of the things that are looked for. */
  readonly of: number;
  readonly as: Writing;
  readonly parts: readonly Part[];
  readonly length: number;
}

interface Part {
  readonly at: number;
  readonly bytes: Buffer;
}

/** All the ways in which programs write a text: upper and lower case, escaped, and as text made of its bytes. */
export function writingsOfText(of: number, text: string): readonly Pattern[] {
  const patterns: Pattern[] = [];
  const put = (as: Writing, bytes: Buffer) => void patterns.push(whole(of, as, bytes));
  const cases = [...new Set([text, text.toLowerCase(), text.toUpperCase()])];
  for (const one of cases) {
    const bytes = Buffer.from(one);
    put("UTF-8", bytes);
    for (const encoded of base64Of(bytes)) put("base64", Buffer.from(encoded));
    const hex = bytes.toString("hex");
    for (const digits of [hex, hex.toUpperCase()]) put("hex", Buffer.from(digits));
    put("UTF-16", Buffer.from(one, "utf16le"));
    for (const escaped of [JSON.stringify(one).slice(1, -1), asciiJson(one)]) put("JSON", Buffer.from(escaped));
    for (const escaped of [encodeURIComponent(one), new URLSearchParams({ "": one }).toString().slice(1)])
      put("URL", Buffer.from(escaped));
    patterns.push(...packed(of, bytes));
  }
  return distinct(patterns);
}

/** Bytes as they are, and as PostgreSQL packs them. */
export function writingsOfBytes(of: number, bytes: Buffer): readonly Pattern[] {
  return [whole(of, "bytes", bytes), ...packed(of, bytes)];
}

function whole(of: number, as: Writing, bytes: Buffer): Pattern {
  return { of, as, parts: [{ at: 0, bytes }], length: bytes.length };
}

/** The characters that these bytes alone decide, wherever they stand in what is encoded. */
function base64Of(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    const own = encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

function asciiJson(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const itemsOfGroup = 8;
const shortestAnchor = 3;

/** PostgreSQL's own compression (of long values, and of pages in its log) puts one byte before every eight that it takes over as they are.
 *  What it had met shortly before it replaces by a pointer, so a text may hide from this; bytes of chance, such as a key's, can't. */
function packed(of: number, bytes: Buffer): readonly Pattern[] {
  const patterns: Pattern[] = [];
  for (let first = shortestAnchor; first <= Math.min(itemsOfGroup, bytes.length - 1); first += 1) {
    const parts: Part[] = [];
    for (let from = 0; from < bytes.length; ) {
      const part = bytes.subarray(from, from + (from === 0 ? first : itemsOfGroup));
      parts.push({ at: from + parts.length, bytes: part });
      from += part.length;
    }
    patterns.push({ of, as: "compressed", parts, length: bytes.length + parts.length - 1 });
  }
  return patterns;
}

function distinct(patterns: readonly Pattern[]): readonly Pattern[] {
  const seen = new Set<string>();
  return patterns.filter(({ parts, length }) => {
    const name = parts.map(({ at, bytes }) => `${at}:${bytes.toString("hex")}`).join(" ");
    if (length < fewestBytes || seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}
