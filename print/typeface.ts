import type { Face, LoadFace } from "./faces.ts";
import { facesFor } from "./faces.ts";
import type { Run } from "./order.ts";

type Document = PDFKit.PDFDocument;

/** The faces of one document: what they have, and how wide and where they set it. */
export interface Typeface {
  /** Whether some face has it. */
  has(codePoint: number): boolean;
  /** @param before the face that is asked first, so that marks stay with their letters */
  faceOf(codePoint: number, before: number): number;
  /** In points. */
  widthOf(run: Run, style: TextStyle): number;
  /** @param baseline from the top of the page */
  set(run: Run, style: TextStyle, left: number, baseline: number): void;
}

export interface TextStyle {
  readonly weight: Face["weight"];
  /** Points. */
  readonly size: number;
  readonly leading: number;
}

interface Shaper {
  hasGlyphForCodePoint(codePoint: number): boolean;
}

const isMark = /^\p{M}$/u;
const shapedScript = /\p{Script=Devanagari}/u;

/** Loads what the texts need into a document. */
export async function loadTypeface(document: Document, texts: readonly string[], load: LoadFace): Promise<Typeface> {
  const needed = facesFor(texts.map((text) => text.normalize("NFC")));
  await Promise.all(needed.map(async (face) => document.registerFont(face.file, await load(face))));
  const families = needed.filter(({ weight }) => weight === 400).map((face) => ({ ...face, shaper: shaperOf(face) }));
  const found = new Map<number, number>();
  const widths = new Map<string, number>();

  function shaperOf({ file }: Face): Shaper {
    document.font(file);
    // pdfkit keeps it to itself; nothing else of it says which signs a font has.
    return (document as unknown as { readonly _font: { readonly font: Shaper } })._font.font;
  }
  const firstWith = (codePoint: number): number => {
    const known = found.get(codePoint);
    if (known !== undefined) return known;
    const index = families.findIndex(({ shaper }) => shaper.hasGlyphForCodePoint(codePoint));
    found.set(codePoint, index);
    return index;
  };
  const inStyle = ({ face, rightToLeft }: Run, { weight, size }: TextStyle) => {
    document.font((families[face]?.file ?? "").replace("-400-", `-${weight}-`)).fontSize(size);
    // Word by word, as pdfkit does it otherwise, the words would stand in the wrong order.
    return rightToLeft ? { features: [], lineBreak: false } : { lineBreak: false };
  };
  return {
    has: (codePoint) => firstWith(codePoint) >= 0,
    faceOf(codePoint, before) {
      const first = Math.max(firstWith(codePoint), 0);
      const sign = String.fromCodePoint(codePoint);
      return (sign === " " || isMark.test(sign)) && families[before]?.shaper.hasGlyphForCodePoint(codePoint) === true
        ? before
        : first;
    },
    widthOf(run, style) {
      const key = `${run.face}|${style.weight}|${style.size}|${run.text}`;
      const known = widths.get(key);
      if (known !== undefined) return known;
      const width = document.widthOfString(run.text, inStyle(run, style));
      if (run.text.length < 24) widths.set(key, width);
      return width;
    },
    set(run, style, left, baseline) {
      // Its width, which pdfkit would measure again, is asked for links and lines below alone.
      const options = { ...inStyle(run, style), baseline: "alphabetic", textWidth: 0, wordCount: 0 } as const;
      // Their shapes don't say which signs they were made of, nor in which order: whoever copies or hears them needs the words.
      const shaped = run.rightToLeft || shapedScript.test(run.text);
      if (shaped) document.markContent("Span", { actual: run.text });
      document.text(run.text, left, baseline, options);
      if (shaped) document.endMarkedContent();
    },
  };
}
