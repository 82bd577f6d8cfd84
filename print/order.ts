import bidiFactory, { type Bidi, type EmbeddingLevels } from "bidi-js";
import { shapeless } from "./settable.ts";

// Its types speak of a module that Node doesn’t load.
const bidi = (bidiFactory as unknown as () => Bidi)();

/** Signs that stand beside each other, of one face and in one direction. */
export interface Run {
  /** As a face sets it: right to left in the order in which it is read, as shaping wants it. */
  readonly text: string;
  readonly face: number;
  readonly rightToLeft: boolean;
}

/** A paragraph, with what decides in which order its signs stand. */
export interface Ordered {
  readonly text: string;
  /** Undefined where everything runs from left to right. */
  readonly levels: EmbeddingLevels | undefined;
  /** For each UTF-16 unit the face that sets it. */
  readonly faces: Uint8Array;
  /** Whether it begins at the right. */
  readonly rightToLeft: boolean;
}

/** They change the shapes of their neighbours. */
const joiners = new Set(["\u200C", "\u200D"]);
const rightToLeftLetter = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;
const someRightToLeft = /[\u0590-\u08FF\u200F\u2067\uFB1D-\uFDFF\uFE70-\uFEFC]/u;

/** @param text one paragraph, without line ends @param faceOf the face that sets a code point, if it can the one before it */
export function order(text: string, faceOf: (codePoint: number, before: number) => number): Ordered {
  const levels = someRightToLeft.test(text) ? bidi.getEmbeddingLevels(text) : undefined;
  const faces = new Uint8Array(text.length);
  let at = 0;
  let before = 0;
  for (const sign of text) {
    if (!shapeless.test(sign)) before = faceOf(sign.codePointAt(0) ?? 0, before);
    faces.fill(before, at, at + sign.length);
    at += sign.length;
  }
  return { text, levels, faces, rightToLeft: (levels?.paragraphs[0]?.level ?? 0) % 2 === 1 };
}

/** A line's runs, from left to right. */
export function runsOf(ordered: Ordered, start: number, end: number): readonly Run[] {
  if (end <= start) return [];
  const { levels } = ordered;
  return levels === undefined ? straightRuns(ordered, start, end) : turnedRuns(ordered, levels, start, end);
}

function straightRuns({ text, faces }: Ordered, start: number, end: number): readonly Run[] {
  const runs: Run[] = [];
  for (let from = start; from < end; ) {
    const face = faces[from] ?? 0;
    let to = from + 1;
    while (to < end && faces[to] === face) to += 1;
    const shown = drawn(text.slice(from, to)).join("");
    if (shown !== "") runs.push({ text: shown, face, rightToLeft: false });
    from = to;
  }
  return runs;
}

function turnedRuns({ text, faces }: Ordered, levels: EmbeddingLevels, start: number, end: number): readonly Run[] {
  const runs: { units: number[]; face: number; odd: boolean }[] = [];
  for (const unit of bidi.getReorderedIndices(text, levels, start, end - 1).slice(start, end)) {
    const odd = (levels.levels[unit] ?? 0) % 2 === 1;
    const face = faces[unit] ?? 0;
    const last = runs.at(-1);
    const follows = last !== undefined && last.face === face && last.odd === odd;
    if (follows && unit === (last.units.at(-1) ?? 0) + (odd ? -1 : 1)) last.units.push(unit);
    else runs.push({ units: [unit], face, odd });
  }
  return runs.flatMap(({ units, face, odd }): Run[] => {
    const read = text.slice(Math.min(...units), Math.max(...units) + 1);
    const signs = drawn(read);
    if (signs.length === 0) return [];
    // What shaping doesn't turn by itself is turned here.
    if (odd && !rightToLeftLetter.test(read))
      return [{ text: signs.toReversed().map(mirrored).join(""), face, rightToLeft: false }];
    return [{ text: signs.join(""), face, rightToLeft: odd }];
  });
}

function drawn(text: string): readonly string[] {
  return [...text].filter((sign) => !shapeless.test(sign) || joiners.has(sign));
}

function mirrored(sign: string): string {
  return bidi.getMirroredCharacter(sign) ?? sign;
}
