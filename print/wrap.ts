import { type Ordered, order, type Run, runsOf } from "./order.ts";
import type { TextStyle, Typeface } from "./typeface.ts";

/** A line of a paragraph. */
export interface Line {
  readonly runs: readonly Run[];
  readonly width: number;
  /** A name alone stands where the others stand, in whichever direction it runs; a text of several lines begins where it is read from. */
  readonly atRight: boolean;
}

/** A text's lines, none wider than `width` points. What has no space to break at is broken where it has to be.
 *  @param text as `settable` makes it; its line ends stay */
export function wrap(typeface: Typeface, text: string, style: TextStyle, width: number): readonly Line[] {
  return text.split("\n").flatMap((paragraph) => wrapOne(typeface, paragraph, style, width));
}

function wrapOne(typeface: Typeface, text: string, style: TextStyle, width: number): readonly Line[] {
  const ordered = order(text, typeface.faceOf);
  const lines: Line[] = [];
  let start = 0;
  let end = 0;
  const close = () => {
    lines.push(lineOf(typeface, ordered, style, start, trimmed(text, start, end)));
    start = end;
  };
  let taken = 0;
  for (const { 0: word, index } of text.matchAll(/\S+\s*|\s+/g)) {
    const its = widthOf(typeface, ordered, style, index, trimmed(text, index, index + word.length));
    if (taken > 0 && taken + its > width) {
      close();
      taken = 0;
    }
    if (its > width)
      for (const { segment } of graphemes.segment(word)) {
        const next = end + segment.length;
        if (end > start && widthOf(typeface, ordered, style, start, trimmed(text, start, next)) > width) close();
        end = next;
      }
    end = index + word.length;
    taken = widthOf(typeface, ordered, style, start, end);
  }
  if (end > start || lines.length === 0) close();
  return ordered.rightToLeft && lines.length > 1 ? lines.map((line) => ({ ...line, atRight: true })) : lines;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Where the line ends that ends at `end`, without its last spaces. */
function trimmed(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && text[last - 1] === " ") last -= 1;
  return last;
}

function lineOf(typeface: Typeface, ordered: Ordered, style: TextStyle, start: number, end: number): Line {
  const runs = runsOf(ordered, start, end);
  const width = runs.reduce((sum, run) => sum + typeface.widthOf(run, style), 0);
  return { runs, width, atRight: false };
}

function widthOf(typeface: Typeface, ordered: Ordered, style: TextStyle, start: number, end: number): number {
  return runsOf(ordered, start, end).reduce((sum, run) => sum + typeface.widthOf(run, style), 0);
}
