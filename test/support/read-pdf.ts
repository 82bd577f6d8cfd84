import { inflateSync } from "node:zlib";

/** What a PDF of ours says, read out of its bytes without the library that wrote them. */
export interface ReadPdf {
  readonly pages: number;
  readonly language: string | undefined;
  readonly tagged: boolean;
  /** "H1", "P", "TD": how often each tag stands in the tree. */
  readonly tags: ReadonlyMap<string, number>;
  /** One for each page, lines joined by spaces. */
  readonly texts: readonly string[];
  /** How often a glyph was set that says that there is none. */
  readonly missing: number;
}

interface Part {
  readonly head: string;
  readonly content: string;
}

export function readPdf(bytes: Uint8Array): ReadPdf {
  const parts = partsOf(Buffer.from(bytes).toString("latin1"));
  const all = [...parts.values()].map(({ head }) => head);
  const catalog = all.find((head) => head.includes("/Type /Catalog")) ?? "";
  const pages = all.filter((head) => /\/Type \/Page\b/.test(head));
  const tags = new Map<string, number>();
  for (const head of all) {
    const [, tag] = /^<<\s*\/S \/(\w+)/.exec(head) ?? [];
    if (tag !== undefined) tags.set(tag, (tags.get(tag) ?? 0) + 1);
  }
  const read = pages.map((page) => readPage(page, parts));
  return {
    pages: pages.length,
    language: /\/Lang \((.*?)\)/.exec(catalog)?.[1],
    tagged: all.some((head) => head.includes("/Marked true")) && catalog.includes("/MarkInfo"),
    tags,
    texts: read.map(({ text }) => text),
    missing: read.reduce((sum, { missing }) => sum + missing, 0),
  };
}

function partsOf(file: string): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  for (const [, id = "", rest = ""] of file.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const at = rest.indexOf("stream\n");
    const stream = at < 0 ? "" : rest.slice(at + 7, rest.lastIndexOf("\nendstream"));
    const head = at < 0 ? rest : rest.slice(0, at);
    const content = head.includes("/FlateDecode")
      ? inflateSync(Buffer.from(stream, "latin1")).toString("latin1")
      : stream;
    parts.set(id, { head, content });
  }
  return parts;
}

function readPage(page: string, parts: ReadonlyMap<string, Part>): { readonly text: string; readonly missing: number } {
  const at = (pattern: RegExp, head: string) => parts.get(pattern.exec(head)?.[1] ?? "");
  const resources = at(/\/Resources (\d+)/, page)?.head ?? "";
  const fonts = new Map(
    [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = "", id = ""]) => [
      name,
      mapOf(at(/\/ToUnicode (\d+)/, parts.get(id)?.head ?? "")?.content ?? ""),
    ]),
  );
  let map: readonly string[] = [];
  let spoken: string | undefined;
  let missing = 0;
  let text = "";
  let line = "";
  const operators =
    /\/(F\d+) [\d.]+ Tf|\/ActualText \(((?:\\[\s\S]|[^\\)])*)\)|1 0 0 1 [\d.]+ ([\d.]+) Tm|\[((?:<[^>]*>|[\d.\s-])*)\] TJ|\bEMC\b/g;
  const content = at(/\/Contents (\d+)/, page)?.content ?? "";
  for (const [whole, font, actual, height, shown] of content.matchAll(operators)) {
    if (font !== undefined) map = fonts.get(font) ?? [];
    if (height !== undefined && height !== line) {
      text += " ";
      line = height;
    }
    if (actual !== undefined) spoken = wordsOf(actual);
    if (whole === "EMC") {
      text += spoken ?? " ";
      spoken = undefined;
    }
    if (shown === undefined) continue;
    const codes = [...shown.matchAll(/<([^>]*)>/g)].flatMap(([, hex = ""]) => hex.match(/.{4}/g) ?? []);
    missing += codes.filter((code) => code === "0000").length;
    if (spoken === undefined) text += codes.map((code) => map[Number.parseInt(code, 16)] ?? "\uFFFD").join("");
  }
  return { text: text.replaceAll(/ +/g, " ").trim(), missing };
}

/** What each glyph stands for. */
function mapOf(cmap: string): readonly string[] {
  const map: string[] = [];
  // A ligature stands for several letters, with blanks between them.
  for (const [, first = "", list = ""] of cmap.matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g))
    for (const [index, [, hex = ""]] of [...list.matchAll(/<([\w ]*)>/g)].entries())
      map[Number.parseInt(first, 16) + index] = Buffer.from(hex.replaceAll(" ", ""), "hex")
        .swap16()
        .toString("utf16le");
  return map;
}

function wordsOf(literal: string): string {
  const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
  const raw = literal.replaceAll(/\\([\s\S])/g, (_, sign: string) => escapes[sign] ?? sign);
  const bytes = Buffer.from(raw, "latin1");
  return raw.startsWith("\u00FE\u00FF") ? bytes.subarray(2).swap16().toString("utf16le") : raw;
}
