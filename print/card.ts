import PDFDocument from "pdfkit";
import type { Printed, PrintedLogo } from "./document.ts";
import { drawCode } from "./draw-code.ts";
import { fitLogo } from "./draw-logo.ts";
import type { LoadFace } from "./faces.ts";
import { settable } from "./settable.ts";
import { type TextStyle, type Typeface, loadTypeface } from "./typeface.ts";
import { type Line, widthOfRuns, wrap } from "./wrap.ts";

/** A card for a purse, or a label for a folder or a tube: who it is of, and their number as a code for a reader. */
export interface PrintedCard {
  readonly kind: "card" | "label";
  readonly organisation: string;
  readonly name: string;
  /** "Born 12-Mar-1948" */
  readonly born?: string | undefined;
  /** All that stands in the code. */
  readonly number?: string | undefined;
  /** On cards alone: a label has no room for it. */
  readonly logo?: PrintedLogo | undefined;
  /** Millimetres; absent: as cards and labels usually are. */
  readonly size?: { readonly width: number; readonly height: number } | undefined;
  /** Of the words: "en". */
  readonly language: string;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
}

const point = 72 / 25.4;
/** Source: ISO/IEC 7810, ID-1. The label: 62 mm wide tape of desk printers, cut at 29 mm. */
export const cardMillimetres = {
  card: { width: 85.6, height: 53.98 },
  label: { width: 62, height: 29 },
} as const;

const looks = {
  card: { margin: 14, code: 68, names: [15, 13, 11, 9], small: 8, number: 12 },
  label: { margin: 7, code: 56, names: [11, 9.5, 8, 7], small: 7, number: 9 },
} as const;
const mostNameLines = 2;
const logoRoom = { width: 120, height: 30 };
/** The smallest and the largest type, beside what is usual. */
const scales = { least: 0.8, most: 1.5 };

interface CardLook {
  readonly margin: number;
  readonly code: number;
  readonly names: readonly number[];
  readonly small: number;
  readonly number: number;
}

/** On a larger label everything is larger. */
function lookFor(kind: PrintedCard["kind"], { width, height }: NonNullable<PrintedCard["size"]>): CardLook {
  const usual = cardMillimetres[kind];
  const fit = Math.min(width / usual.width, height / usual.height);
  const scale = Math.min(scales.most, Math.max(scales.least, fit));
  const { margin, code, names, small, number } = looks[kind];
  return {
    margin,
    code: code * scale,
    names: names.map((one) => one * scale),
    small: small * scale,
    number: number * scale,
  };
}

type Part = { readonly tag: "H1" | "P"; readonly lines: readonly Line[]; readonly style: TextStyle };

function styleOf(size: number, weight: TextStyle["weight"] = 400): TextStyle {
  return { weight, size, leading: size * 1.3 };
}

/** The largest type in which the whole name fits; in the smallest, as much of it as fits. */
function nameLines(typeface: Typeface, text: string, sizes: readonly number[], width: number): Part {
  for (const size of sizes) {
    const style = styleOf(size, 700);
    const lines = wrap(typeface, text, style, width);
    if (lines.length <= mostNameLines || size === sizes.at(-1))
      return { tag: "H1", lines: lines.slice(0, mostNameLines), style };
  }
  return { tag: "H1", lines: [], style: styleOf(8, 700) };
}

/** Makes a tagged PDF of one page that is as large as the card. */
export async function printCard(card: PrintedCard, load: LoadFace): Promise<Printed> {
  const { kind, organisation, name, born, number, logo, language, madeAt } = card;
  const millimetres = card.size ?? cardMillimetres[kind];
  const size: [number, number] = [millimetres.width * point, millimetres.height * point];
  const look = lookFor(kind, millimetres);
  const title = kind === "card" ? "Patient card" : "Patient label";
  const pdf = new PDFDocument({
    size,
    margin: 0,
    pdfVersion: "1.7",
    tagged: true,
    font: "",
    lang: language,
    displayTitle: true,
    info: {
      Title: title,
      Author: organisation,
      CreationDate: new Date(madeAt),
      Creator: "Wardbook",
      Producer: "Wardbook",
    },
  });
  const bytes: Uint8Array[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on("data", (part: Uint8Array) => bytes.push(part));
    pdf.on("end", () => resolve());
    pdf.on("error", reject);
  });
  const numberText = number ?? "No number yet";
  const typeface = await loadTypeface(pdf, [organisation, name, born ?? "", numberText, logo?.words ?? ""], load);
  const unset = new Map<string, number>();
  const set = (text: string): string => {
    const { text: shown, unset: its } = settable(text.replaceAll(/\s+/g, " "), typeface.has);
    for (const { script, signs } of its) unset.set(script, (unset.get(script) ?? 0) + signs);
    return shown;
  };
  const width = size[0] - 2 * look.margin - (number === undefined ? 0 : look.code + 4);
  const one = (tag: Part["tag"], text: string, style: TextStyle): Part => ({
    tag,
    lines: wrap(typeface, set(text), style, width).slice(0, 1),
    style,
  });
  const top = [
    ...(kind === "card" ? [one("P", organisation, styleOf(look.small))] : []),
    nameLines(typeface, set(name), look.names, width),
  ];
  const bottom = [
    ...(born === undefined ? [] : [one("P", born, styleOf(look.small))]),
    one("P", numberText, styleOf(look.number, 700)),
  ];
  const root = pdf.struct("Document");
  pdf.addStructure(root);
  const put = (parts: readonly Part[], from: number): void => {
    let y = from;
    for (const { tag, lines, style } of parts) {
      const at = y;
      const element = pdf.struct(tag, {}, () => {
        for (const [index, line] of lines.entries())
          setLine(typeface, line, style, { left: look.margin, width, top: at + index * style.leading });
      });
      root.add(element);
      y += lines.length * style.leading + 2;
    }
  };
  const heightOf = (parts: readonly Part[]) =>
    parts.reduce((sum, { lines, style }) => sum + lines.length * style.leading + 2, 0);
  pdf.fillColor("#000000");
  const placed = logo && kind === "card" ? fitLogo(pdf, logo, logoRoom) : undefined;
  if (placed !== undefined) {
    const alt = set(logo?.words ?? "");
    root.add(pdf.struct("Figure", { alt }, () => placed.draw(look.margin, look.margin)));
  }
  put(top, look.margin + (placed === undefined ? 0 : placed.height + 4));
  put(bottom, size[1] - look.margin - heightOf(bottom) + 2);
  if (number !== undefined) {
    const place = { left: size[0] - look.margin - look.code + 4, top: (size[1] - look.code) / 2, size: look.code };
    root.add(pdf.struct("Figure", { alt: `Code of the number ${number}` }, () => drawCode(pdf, number, place)));
  }
  root.end();
  pdf.end();
  await ended;
  return { bytes: joined(bytes), unset: [...unset].map(([script, signs]) => ({ script, signs })) };
}

type Place = { readonly left: number; readonly width: number; readonly top: number };

function setLine(typeface: Typeface, { runs, atRight }: Line, style: TextStyle, { left, width, top }: Place): void {
  let x = atRight ? left + width - widthOfRuns(typeface, runs, style) : left;
  for (const [index, run] of runs.entries()) {
    typeface.set(run, style, x, top + style.size * 1.07);
    if (index < runs.length - 1) x += typeface.widthOf(run, style);
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
