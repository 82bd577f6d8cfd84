import { order, type Ordered, type Run, runsOf } from "./order.ts";
import type { TextStyle, Typeface } from "./typeface.ts";

/** A line of a paragraph. */
export interface Line {
  readonly runs: readonly Run[];
  /** A name alone stands where the others stand, in whichever direction it runs; a text of several lines begins where it is read from. */
  readonly atRight: boolean;
}

/** A text's lines, none wider than `width` points. What has no space to break at is broken where it has to be.
 *  @param text as `settable` makes it; its line ends stay */
export function wrap(typeface: Typeface, text: string, style: TextStyle, width: number): readonly Line[] {
  return text.split("\n").flatMap((paragraph) => wrapOne(typeface, paragraph, style, width));
}

/** How wide a line is, in points. */
export function widthOfRuns(typeface: Typeface, runs: readonly Run[], style: TextStyle): number {
  return runs.reduce((sum, run) => sum + typeface.widthOf(run, style), 0);
}

function wrapOne(typeface: Typeface, text: string, style: TextStyle, width: number): readonly Line[] {
  const ordered = order(text, typeface.faceOf);
  const widthOf = (start: number, end: number) => widthOfRuns(typeface, runsOf(ordered, start, end), style);
  if (text.length < longestLine && widthOf(0, text.length) <= width) return [lineOf(ordered, 0, text.length)];
  const lines: Line[] = [];
  let start = 0;
  let end = 0;
  let taken = 0;
  const close = () => {
    lines.push(lineOf(ordered, start, trimmed(text, start, end)));
    start = end;
    taken = 0;
  };
  for (const word of text.split(breaks)) {
    const index = end;
    const bare = widthOf(index, trimmed(text, index, index + word.length));
    if (taken > 0 && taken + bare > width) close();
    if (bare > width) {
      let usual = usualLine;
      const ends = [...graphemes.segment(word)].map(({ index: at, segment }) => index + at + segment.length);
      for (let next = 0; next < ends.length; next += 1) {
        if (end > start && widthOf(start, trimmed(text, start, ends[next] ?? end)) > width) close();
        const first = next;
        next = lastThatFits(ends, first, usual, (to) => widthOf(start, trimmed(text, start, to)) <= width);
        // The next line of the same word will be about as long.
        usual = next - first;
        end = ends[next] ?? end;
      }
    }
    end = index + word.length;
    taken = bare > width ? widthOf(start, end) : taken + widthOf(index, end);
  }
  if (end > start || lines.length === 0) close();
  return ordered.rightToLeft && lines.length > 1 ? lines.map((line) => ({ ...line, atRight: true })) : lines;
}

/** Which of these is the last that fits, or the first one; looked for around a guess, because each measure shapes all that it measures.
 *  @param guess how far behind the first it may be */
function lastThatFits(ends: readonly number[], first: number, guess: number, fits: (end: number) => boolean): number {
  let last = first;
  let beyond = Math.min(ends.length, first + longestLine);
  for (let probe = first + guess, step = 4; beyond - last > 1; step *= 2) {
    const at = Math.min(Math.max(probe, last + 1), beyond - 1);
    const isWithin = fits(ends[at] ?? 0);
    if (isWithin) last = at;
    else beyond = at;
    // Away from the guess in strides, until it lies between two of them; then by halves.
    const isFound = last > first && beyond < Math.min(ends.length, first + longestLine);
    probe = isFound ? (last + beyond) >> 1 : isWithin ? last + step : beyond - step;
  }
  return last;
}

/** Behind spaces, and behind a hyphen between letters: a day's hyphens stand beside digits. */
const breaks = /(?<= )(?=[^ ])|(?<=\p{L}-)(?=\p{L})/u;

/** About as many signs stand in a line. */
const usualLine = 90;
/** No line of a page holds more signs. */
const longestLine = 400;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Where the line ends that ends at `end`, without its last spaces. */
function trimmed(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && text[last - 1] === " ") last -= 1;
  return last;
}

function lineOf(ordered: Ordered, start: number, end: number): Line {
  return { runs: runsOf(ordered, start, end), atRight: false };
}
